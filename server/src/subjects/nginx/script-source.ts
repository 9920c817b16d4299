import type { NginxDirective, NginxLocation, NginxModel, NginxServer } from '../../formats/nginx/model/model.ts';
import { handsOut } from './access.ts';
import { allLocations, answer, handlerOf } from './answers.ts';
import { isPhpCatchAll } from './php.ts';

/** Words of `try_files` that stand for the file asked for. */
const FILE_ASKED_FOR = /^\$\{?(?:uri|document_uri|request_filename|request_uri)\b/;

/** Whether nginx sends the content of a file at a path of the server as it is, if it lies in the web folder. */
export function sendsFile(server: NginxServer, uri: string): boolean {
  if (!handsOut(server, uri)) return false;
  const place = server.match(uri);
  const scope = typeof place === 'string' ? server.scope : place.scope;
  if (!scope.complete || answer(scope) !== undefined) return false;
  if (scope.first('alias') !== undefined || scope.scalar('root').directive === undefined) return false;
  // A rewrite or an `if` may send the request elsewhere before the file is looked for.
  if ([server.scope, scope].some((level) => level.first('rewrite') !== undefined || hasTest(level))) return false;
  const tries = scope.first('try_files');
  return tries === undefined || tries.values.some((value) => FILE_ASKED_FOR.test(value));
}

function hasTest(scope: NginxServer['scope']): boolean {
  return scope.children.some(({ kind }) => kind === 'if');
}

/** The locations that hand some scripts to PHP by their names, `~ ^/(app|index)\.php(/|$)`, `= /index.php`; not those that take every `.php`. */
export function listedScripts(server: NginxServer): readonly NginxLocation[] {
  return allLocations(server).filter(
    ({ scope, path }) =>
      handlerOf(scope)?.name === 'fastcgi_pass' &&
      /\\?\.php\b/.test(path) &&
      !/[*+]\\?\.php/.test(path) &&
      !isPhpCatchAll(scope),
  );
}

/** Whether something in the server takes scripts that end in `.php`: it runs them, or hands them to another server. */
export function handlesPhp(server: NginxServer): boolean {
  return phpHandlers(server).length > 0;
}

/** Whether a server runs PHP files of its own web folder; those behind a `proxy_pass` lie on another server. */
export function runsPhp(server: NginxServer): boolean {
  return phpHandlers(server).some(({ name }) => name === 'fastcgi_pass');
}

/** So many servers of one folder are compared with one that runs no PHP. */
const MOST_TWINS = 50;

/** The servers that run PHP by the folder they serve; once a model. */
export function phpServers(model: NginxModel): ReadonlyMap<string, readonly NginxServer[]> {
  let known = PHP_SERVERS.get(model);
  if (known !== undefined) return known;
  const found = new Map<string, NginxServer[]>();
  for (const server of model.servers) {
    const folder = server.scope.scalar('root').directive?.arg(0);
    if (folder === undefined || !runsPhp(server)) continue;
    const same = found.get(folder) ?? [];
    if (same.length < MOST_TWINS) found.set(folder, [...same, server]);
  }
  known = found;
  PHP_SERVERS.set(model, known);
  return known;
}

const PHP_SERVERS = new WeakMap<NginxModel, ReadonlyMap<string, readonly NginxServer[]>>();

function phpHandlers(server: NginxServer): readonly NginxDirective[] {
  return [server.scope, ...server.scope.descendants()].flatMap((scope) => {
    const handler = handlerOf(scope);
    const isForPhp = isPhpCatchAll(scope) || /php/i.test(scope.location?.path ?? '');
    return handler !== undefined && isForPhp ? [handler] : [];
  });
}

/** The script that requests end at when no file is there: the fallback of `try_files` for `/`. */
export function scriptFallback(
  server: NginxServer,
): { readonly directive: NginxDirective; readonly index: number; readonly path: string } | undefined {
  const start = server.match('/');
  if (start === 'unknown') return undefined;
  const directive = (start === 'none' ? server.scope : start.scope).first('try_files');
  const last = directive?.values.at(-1);
  const path = /^(\/[\w./-]*\.php)(?:[?$/].*)?$/.exec(last ?? '')?.[1];
  return directive === undefined || path === undefined
    ? undefined
    : { directive, index: directive.values.length - 1, path };
}
