import { fixIf } from '../../finding/fix.ts';
import type { ReportFunction } from '../../finding/report.ts';
import type { NginxLocation, NginxServer } from '../../formats/nginx/model/model.ts';
import { isLocal } from '../../subjects/nginx/answers.ts';
import {
  handlesPhp,
  listedScripts,
  phpServers,
  scriptFallback,
  sendsFile,
} from '../../subjects/nginx/script-source.ts';
import { isNamed, sharesName } from '../../subjects/nginx/topology.ts';
import { defineRule } from '../contract.ts';

const BLOCK = 'location ~ \\.php$ {\n\treturn 404;\n}';

export default defineRule({
  id: 'nginx/script-source-exposed',
  subject: 'nginxScope',
  severity: 'critical',
  category: 'exposure',
  profile: 'essential',
  stages: 'production',
  summary: 'PHP files are sent as source text',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(scope, report) {
    const { server } = scope;
    if (scope.kind !== 'server' || server === undefined || server.protocol !== 'http') return;
    if (!scope.complete || isLocal(server)) return;
    if (!handlesPhp(server)) reportServer(server, report);
    else reportOthers(server, report);
  },
});

/** A server of a PHP application in which nothing runs PHP. */
function reportServer(server: NginxServer, report: ReportFunction): void {
  const fallback = scriptFallback(server);
  if (fallback !== undefined && sendsFile(server, fallback.path)) {
    report({
      at: fallback.directive.argAt(fallback.index),
      message: `Nothing here runs PHP, so ${fallback.path.slice(0, 24)} is sent as source text; add a location for .php`,
    });
    return;
  }
  const root = server.scope.scalar('root').directive;
  const folder = root?.arg(0);
  const twin =
    folder === undefined
      ? undefined
      : phpServers(server.scope.model)
          .get(folder)
          ?.find((other) => other !== server && isSameSite(server, other));
  if (root === undefined || twin === undefined || !sendsFile(server, '/index.php')) return;
  report({
    at: root.scope === server.scope ? root.argAt(0) : server.scope.at,
    message: 'Nothing in this server runs PHP, so the files of this folder are sent as source; copy the .php location',
    related: [{ at: twin.scope.at, message: 'The server that runs them' }],
  });
}

/** Whether a server is for the pages of another one: by its name, or because a PHP file is its start page. */
function isSameSite(server: NginxServer, twin: NginxServer): boolean {
  if (isNamed(server) && sharesName(server, twin)) return true;
  return server.scope.array('index').directive?.values.some((file) => file.endsWith('.php')) === true;
}

/** A server that runs some scripts by their names and hands out all others. */
function reportOthers(server: NginxServer, report: ReportFunction): void {
  const listed = listedScripts(server);
  const [first] = listed;
  if (first === undefined || !sendsFile(server, '/x7.php') || !sendsFile(server, '/include/x7.php')) return;
  report({
    at: first.pathAt,
    severity: 'medium',
    message: 'Other .php files of the web folder are sent as source text; answer 404 for \\.php$ behind this location',
    fixes: () =>
      fixIf('Answer 404 for other scripts (their source is no longer sent)', 'behavior-changing', denyBehind(listed)),
  });
}

/** A regex behind all others: a plain prefix for a script would lose against it, so then nothing is offered. */
function denyBehind(
  listed: readonly NginxLocation[],
): ReturnType<NginxLocation['scope']['model']['edit']['insertBlockAfter']> {
  const last = listed.at(-1);
  const isSafe = listed.every(({ modifier, parent }) => modifier !== '' && parent === undefined);
  return last === undefined || !isSafe ? undefined : last.scope.model.edit.insertBlockAfter(last.scope, BLOCK);
}
