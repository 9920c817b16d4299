import { fixIf } from '../../finding/fix.ts';
import type { NginxDirective, NginxEdit, NginxScope, NginxServer } from '../../formats/nginx/model/model.ts';
import { handsOut, refuses } from '../../subjects/nginx/access.ts';
import { allLocations, handlerOf, isForDevelopment, isLocal, servesPages } from '../../subjects/nginx/answers.ts';
import { isOfDeveloperTool } from '../../subjects/nginx/developer-tool.ts';
import { sendsFile } from '../../subjects/nginx/script-source.ts';
import { defineRule } from '../contract.ts';

// What a build writes or an image brings holds no dotfiles.
const BUILT =
  /(^|\/)(dist|build|public|out|_site|html|www|htdocs|static|site|web|pub|public_html|webroot|app\/webroot|browser)\/?$/i;
// The page folder of nginx's own image, and what is put below it.
const IMAGE_ROOT = /^\/usr\/share\/nginx\/html\//;
// What people call the folder that a repository is cloned or released to.
const CHECKOUT = /(^|\/)(app|application|code|current|project|repo|repository|source|src|workspace)\/?$/i;
const BLOCK = 'location ~ /\\.(?!well-known(?:/|$)) {\n\tdeny all;\n}';

export default defineRule({
  id: 'nginx/dotfiles-exposed',
  subject: 'nginxScope',
  severity: 'medium',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'Files like .env and .git are served when they lie in the web folder',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(scope, report) {
    const { server } = scope;
    if (scope.kind !== 'server' || server === undefined || server.protocol !== 'http') return;
    // What an include denies is not seen; who denies the files of Apache here does not deny the others there.
    if (!scope.complete && !isHalfDenied(server)) return;
    if (isLocal(server) || isForDevelopment(server) || !(servesPages(server) || sendsFile(server, '/.env'))) return;
    const root = rootOf(server);
    const folder = root?.arg(0);
    if (
      root === undefined ||
      folder === undefined ||
      ((BUILT.test(folder) || IMAGE_ROOT.test(folder)) && !hasPhp(server) && !isHalfDenied(server))
    )
      return;
    const isPrecaution = !isApplication(root, folder, server);
    if (isPrecaution && isOfDeveloperTool(root.uri)) return;
    if (!handsOut(server, '/.env') || !handsOut(server, '/.git/config')) return;
    report({
      at: root.argAt(0),
      message: '.env and .git in the web folder would be served to everybody; deny paths with a leading dot',
      // Without a hint of a checkout or an application there it is a precaution.
      ...(isPrecaution ? { severity: 'low' as const } : {}),
      fixes: fixIf(
        'Deny dotfiles except .well-known (such files answer 403)',
        'behavior-changing',
        denyBlock(scope, server),
      ),
    });
  },
});

function rootOf(server: NginxServer): NginxDirective | undefined {
  const start = server.match('/');
  const scope = typeof start === 'string' ? server.scope : start.scope;
  return scope.first('alias') ?? scope.scalar('root').directive;
}

/** Whether a project's own files lie in the folder, by what is seen there, or by its name and what runs in it. */
function isApplication(root: NginxDirective, folder: string, server: NginxServer): boolean {
  const seen = root.scope.model.served.get(root);
  return (seen?.has.length ?? 0) > 0 || CHECKOUT.test(folder) || (hasPhp(server) && !BUILT.test(folder));
}

function hasPhp(server: NginxServer): boolean {
  return server.scope.descendants().some((scope) => handlerOf(scope)?.name === 'fastcgi_pass');
}

/** Whether somebody thought of dotfiles and denied only the ones of Apache: the rest is meant to be closed as well. */
function isHalfDenied(server: NginxServer): boolean {
  return allLocations(server).some(({ isRegex, path, scope }) => isRegex && /\.ht/.test(path) && refuses(scope));
}

/** A regex in front of all locations; behind a `^~` it would not count, so then nothing is offered. */
function denyBlock(scope: NginxScope, server: NginxServer): readonly NginxEdit[] | undefined {
  const locations = allLocations(server);
  if (locations.some(({ modifier }) => modifier === '^~')) return undefined;
  const [first] = server.locations.filter((location) => location.scope.uri === scope.uri);
  return first === undefined
    ? scope.model.edit.insert(scope, BLOCK.split('\n'))
    : scope.model.edit.insertBlockBefore(first.scope, BLOCK);
}
