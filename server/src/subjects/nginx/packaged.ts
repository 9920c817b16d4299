import type { NginxScope } from '../../formats/nginx/model/model.ts';

/**
 * Whether every level is seen that may set a directive, but for the `nginx.conf` of a package around a file of `server` blocks that no file here
 * includes. Those of nginx.org, Debian and Alpine add no header and let no more than 1 MB in:
 * https://github.com/nginx/nginx/blob/master/conf/nginx.conf
 * https://salsa.debian.org/nginx-team/nginx/-/blob/main/debian/conf/nginx.conf
 * https://gitlab.alpinelinux.org/alpine/aports/-/blob/master/main/nginx/nginx.conf
 */
export function isSeenOrOfPackage(scope: NginxScope, name: string): boolean {
  return scope.chain().every((level) => !level.hides(name) || isOfPackage(level, scope));
}

/** Whether a level stands around a file of servers and is not written in any file here. */
export function isOfPackage(level: NginxScope, inside: NginxScope): boolean {
  return !level.visible && inside.server !== undefined && (level.kind === 'http' || level.kind === 'main');
}
