import type { NginxDirective } from '../../formats/nginx/model/model.ts';

/**
 * The folder on disk that a `root` or `alias` hands out, without a trailing slash (`/` for the whole disk); `undefined` when a
 * variable or a regex decides.
 */
export function servedFolder(directive: NginxDirective): string | undefined {
  const value = directive.arg(0);
  if (value === undefined || value.includes('$')) return undefined;
  const { location } = directive.scope;
  if (directive.name === 'alias') {
    if (location === undefined || location.isRegex || location.modifier === '=') return undefined;
    // The texts are joined as they are: `/files/` with `alias /srv` makes `/srvx`.
    return location.path.endsWith('/') && !value.endsWith('/') ? undefined : clean(value);
  }
  if (location === undefined) return clean(value);
  // `root` keeps the location's path: `/var` + `/log/` is what clients reach.
  return location.isRegex || location.modifier === '=' || location.modifier === '@'
    ? undefined
    : clean(`${value}/${location.path}`);
}

function clean(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  const joined = parts.join('/');
  return path.startsWith('/') ? `/${joined}` : joined;
}
