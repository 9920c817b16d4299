import type { NginxScope } from '../../formats/nginx/model/model.ts';

const LONGEST = 26;

/** A scope in a message: `location /api/`, `this server`, `if`; cut when long. */
export function labelOf(scope: NginxScope): string {
  if (scope.kind === 'location' && scope.location?.scope === scope) {
    const { modifier, path } = scope.location;
    const text = modifier === '' || modifier === '@' ? path : `${modifier} ${path}`;
    return `location ${text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text}`;
  }
  if (scope.kind === 'server') return 'this server';
  return scope.kind === 'unknown' || scope.kind === 'main' ? 'this file' : scope.name;
}

/** Names in a message, at most `most` and about `width` characters of them: `a, b and 3 more`. */
export function someOf(names: readonly string[], most: number, width = 60): string {
  let count = Math.min(names.length, most);
  while (count > 1 && names.slice(0, count).join(', ').length > width) count--;
  const shown = names.slice(0, count).join(', ');
  return count === names.length ? shown : `${shown} and ${names.length - count} more`;
}

/** The names around a scope, outer first, to tell a finding by when lines move: `['server www.example.org *:443', 'location ^~ /api/']`. */
export function scopePath(scope: NginxScope): readonly string[] {
  return scope
    .chain()
    .filter(({ opener }) => opener !== undefined)
    .map((level) => {
      if (level.kind === 'server')
        return `server ${level.server?.names[0]?.text ?? ''} ${level.server?.listens[0]?.socket.key ?? ''}`;
      return level.kind === 'location' ? ['location', ...(level.opener?.values ?? [])].join(' ') : labelOf(level);
    })
    .reverse();
}
