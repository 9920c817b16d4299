import type { Span } from '../text/span.ts';
import type { SecretSource } from './source.ts';
import { shapeOf } from './value-shape.ts';

/** Traefik's option as a label (`traefik.http.middlewares.x.basicauth.users`) and in its TOML (`basicAuth.users`, `auth.basic.users`). */
const LABEL = /^traefik\..{1,200}\.(?:basicauth\.users|auth\.basic(?:\.users)?)$/i;
const TABLES = /^(?:basicauth|basic)$/i;

/**
 * The first `user:password` among the users of a Traefik middleware that is no hash, as a span of the file; `undefined` without one.
 * Traefik compares hashes only (https://doc.traefik.io/traefik/reference/routing-configuration/http/middlewares/basicauth/): nobody gets in with a plain password.
 */
export function plainUser(value: SecretSource): Span | undefined {
  const { literal, source, valueSpan } = value;
  if (literal === undefined || !isUsers(value)) return undefined;
  const plain = literal.split(',').find((item) => isPlain(item.trim()));
  if (plain === undefined) return undefined;
  const at = source.indexOf(plain);
  return at === -1 ? valueSpan : { start: valueSpan.start + at, end: valueSpan.start + at + plain.length };
}

function isUsers({ format, name, path }: SecretSource): boolean {
  if (format === 'compose') return LABEL.test(name);
  // an item of the list has its number behind
  const names = path.filter((step) => !/^\d+$/.test(step));
  return format === 'toml' && /^users$/i.test(names.at(-1) ?? '') && TABLES.test(names.at(-2) ?? '');
}

/** `name:word`: what a template fills in and what some hash has is none. */
function isPlain(item: string): boolean {
  const colon = item.indexOf(':');
  const password = item.slice(colon + 1);
  if (colon < 1 || password === '' || /[{}<>%\s]/.test(password) || shapeOf(item) !== 'text') return false;
  // a crypt of DES has thirteen characters of its alphabet
  return !password.startsWith('$') && !/^\{\w+\}/.test(password) && !/^[./A-Za-z\d]{13}$/.test(password);
}
