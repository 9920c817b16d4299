import { fixIf } from '../../finding/fix.ts';
import type { ReportFunction } from '../../finding/report.ts';
import { isSiteFolder } from '../../formats/nginx/model/include-paths.ts';
import type {
  NginxDirective,
  NginxInclude,
  NginxModel,
  NginxScope,
  NginxServer,
} from '../../formats/nginx/model/model.ts';
import { allLocations, answer, handlerOf, isForDevelopment } from '../../subjects/nginx/answers.ts';
import { nginxReach } from '../../subjects/nginx/reach.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/version-disclosure',
  subject: 'nginxDirective',
  severity: 'medium',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'Answers and error pages show the nginx version',
  fix: 'safe',
  formats: ['nginx'],
  check(directive, report) {
    const { edit } = directive.scope.model;
    const value =
      directive.name === 'server_tokens' && directive.scope.protocol !== 'stream'
        ? directive.arg(0)?.toLowerCase()
        : undefined;
    if (value === 'on' || value === 'build') {
      report({
        at: directive.argAt(0),
        message: `server_tokens ${value} shows the nginx version to everybody; set it off`,
        fixes: () => fixIf('Set server_tokens off', 'safe', edit.replaceArg(directive, 0, 'off')),
      });
    }
    reportForgotten(directive, report);
    const http = directive.block;
    if (http === undefined || !leavesDefault(http)) return;
    // In a project's own network what stands in front answers strangers.
    if (nginxReach(http) === 'network') return;
    report({
      at: http.at,
      message: 'http shows the nginx version in every answer and error page; add server_tokens off',
      severity: 'low',
      fixes: () => fixIf('Add server_tokens off', 'safe', edit.insert(http, ['server_tokens off;'])),
    });
  },
});

/** A server that shows the version while others of its file hide it: it was forgotten there. */
function reportForgotten(directive: NginxDirective, report: ReportFunction): void {
  const scope = directive.block;
  const server = scope?.server;
  if (scope?.kind !== 'server' || scope.protocol !== 'http' || server === undefined || isForDevelopment(server)) return;
  const inForce = scope.scalar('server_tokens');
  if (!inForce.known || inForce.directive !== undefined || clearsServer(scope) || isStatusOnly(server)) return;
  const careful = carefulServer(scope.model);
  if (careful === undefined) return;
  report({
    at: scope.at,
    message: 'This server shows the nginx version, which another one hides; move its server_tokens off to http',
    severity: 'low',
    related: [{ at: careful.scope.at, message: 'The server that hides it' }],
  });
}

/** The first server that hides the version itself; looked for once a model. A server that asks hides nothing. */
function carefulServer(model: NginxModel): NginxServer | undefined {
  if (!CAREFUL.has(model))
    CAREFUL.set(
      model,
      model.servers.find(({ scope }) =>
        scope.own('server_tokens').some((line) => line.arg(0)?.toLowerCase() === 'off'),
      ),
    );
  return CAREFUL.get(model);
}

const CAREFUL = new WeakMap<NginxModel, NginxServer | undefined>();

/** An `http` whose whole content is visible and where nothing says what to show. */
function leavesDefault(scope: NginxScope): boolean {
  if (scope.kind !== 'http' || !scope.visible || mayBeSetUnseen(scope)) return false;
  const servers = scope.model.servers.filter(({ scope: server }) => server.parent === scope);
  // A page for this machine alone, or one that shows the version anyway.
  if (servers.length > 0 && !servers.some((server) => !isForDevelopment(server) && !isStatusOnly(server))) return false;
  const inside = [scope, ...scope.descendants()];
  // headers-more can remove the header altogether.
  return !inside.some((inner) => inner.first('server_tokens') !== undefined || clearsServer(inner));
}

/** Whether a file that is not here may say it; one that by convention holds a site says it for that site, if at all. */
function mayBeSetUnseen(scope: NginxScope): boolean {
  if (!scope.hides('server_tokens')) return false;
  const { model } = scope;
  const unread = model.includes.filter(({ directive, state }) => directive.scope === scope && UNREAD.includes(state));
  return (
    model.isTemplate ||
    !model.file.complete ||
    unread.length === 0 ||
    !unread.every(({ path, state }) => isSiteFolder(path) && state !== 'missing')
  );
}

const UNREAD: readonly NginxInclude['state'][] = ['unseen', 'missing'];

function clearsServer(scope: NginxScope): boolean {
  const own = [...scope.own('more_clear_headers'), ...scope.own('more_set_headers')];
  return own.some(({ values }) => values.some((value) => value.toLowerCase().startsWith('server')));
}

const STATUS: readonly string[] = ['status', 'stub_status', 'api', 'vhost_traffic_status_display'];

/** Whether a server is there for nginx's status page, with at most a start page beside it. */
function isStatusOnly(server: NginxServer): boolean {
  const scopes = allLocations(server).map(({ scope }) => scope);
  if (!scopes.some((scope) => STATUS.some((name) => scope.first(name) !== undefined))) return false;
  return scopes.every((scope) => handlerOf(scope) === undefined && isExact(scope));
}

function isExact(scope: NginxScope): boolean {
  const shown = STATUS.some((name) => scope.first(name) !== undefined) || answer(scope) !== undefined;
  return shown || scope.location?.modifier === '=';
}
