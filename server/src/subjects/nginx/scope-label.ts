import type { NginxScope } from '../../formats/nginx/model.ts';

const LONGEST = 32;

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

/** Names in a message, the first ones only: `a, b and 3 more`. */
export function someOf(names: readonly string[], most: number): string {
  if (names.length <= most) return names.join(', ');
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}

/** The names around a scope, outer first, to tell a finding by when lines move: `['server www.example.org', 'location /api/']`. */
export function scopePath(scope: NginxScope): readonly string[] {
  return scope
    .chain()
    .filter(({ opener }) => opener !== undefined)
    .map((level) => (level.kind === 'server' ? `server ${level.server?.names[0]?.text ?? ''}` : labelOf(level)))
    .reverse();
}
