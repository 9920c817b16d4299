import type { NginxScope } from '../../formats/nginx/model/model.ts';
import { fileNameOf } from '../../text/uri-text.ts';

const TARGETS = ['proxy_pass', 'fastcgi_pass', 'uwsgi_pass', 'grpc_pass', 'alias', 'root'];

/**
 * The words that tell what a scope is for. A location: its path, where it sends requests, the server's names. A server: its
 * names and what its start page is made of, not every location in it. Wider scopes: the file's own name only.
 */
export function placeWords(scope: NginxScope): readonly string[] {
  const file = fileNameOf(scope.uri);
  const names = scope.server?.names.map(({ text }) => text) ?? [];
  if (scope.location !== undefined) {
    const inside = [scope.location.scope, ...scope.location.scope.descendants()];
    return [...inside.map((inner) => inner.location?.path ?? ''), ...inside.flatMap(targetsOf), ...names, file];
  }
  const start = scope.kind === 'server' ? scope.server?.match('/') : undefined;
  const page = start === undefined || typeof start === 'string' ? undefined : start.scope;
  return [...targetsOf(scope), ...(page === undefined ? [] : targetsOf(page)), ...names, file];
}

function targetsOf(scope: NginxScope): readonly string[] {
  return TARGETS.flatMap((name) => scope.own(name).map((directive) => directive.arg(0) ?? ''));
}
