import type { NginxScope } from '../../formats/nginx/model.ts';

const TARGETS = ['proxy_pass', 'fastcgi_pass', 'uwsgi_pass', 'grpc_pass', 'alias', 'root'];

/** The words that tell what a scope is for: its path, the server's names, where requests go, the file's own name. */
export function placeWords(scope: NginxScope): readonly string[] {
  const inside = [scope, ...scope.descendants()];
  const targets = inside.flatMap((inner) => TARGETS.flatMap((name) => inner.own(name).map((it) => it.arg(0) ?? '')));
  const paths = inside.flatMap((inner) => (inner.kind === 'location' ? [inner.location?.path ?? ''] : []));
  const names = scope.server?.names.map(({ text }) => text) ?? [];
  const file = scope.uri.slice(scope.uri.lastIndexOf('/') + 1);
  return [scope.location?.path ?? '', ...names, ...targets, ...paths, file];
}
