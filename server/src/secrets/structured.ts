import type { Span } from '../text/span.ts';
import type { Purpose } from './purpose.ts';
import type { SecretSource } from './source.ts';

/** The secret inside a value that is more than a secret. */
export interface StructuredSecret {
  readonly purpose: Purpose;
  readonly text: string;
  readonly span: Span;
  readonly user?: string | undefined;
}

/** Keys whose value is `user<separator>password`. */
const PAIRS: readonly (readonly [RegExp, string])[] = [
  [/^NEO4J_AUTH$/i, '/'],
  [
    /(?:^|_)(?:BASIC_?AUTH|USERPASS|USER_PASSWORD|HTTP_AUTH|(?:SMTP|MAIL|DB|DATABASE|ADMIN|LOGIN|REGISTRY)_CRED(?:ENTIAL)?S?)$/i,
    ':',
  ],
];

/**
 * The secret in a value of known structure: `neo4j/password`, `user:password`, `{"type":"HS256","key":"…"}`, `Basic …`, `Bearer …`.
 * `undefined` for every other value. Linear.
 */
export function structuredSecret(value: SecretSource): StructuredSecret | undefined {
  const { name, source, valueSpan } = value;
  if (source.length > 8192) return undefined;
  const part = (start: number, end: number): Span => ({ start: valueSpan.start + start, end: valueSpan.start + end });
  const separator = PAIRS.find(([pattern]) => pattern.test(name))?.[1];
  if (separator !== undefined) {
    const at = source.indexOf(separator);
    if (at <= 0 || source.includes('$')) return undefined;
    return {
      purpose: 'password',
      text: source.slice(at + 1),
      span: part(at + 1, source.length),
      user: source.slice(0, at),
    };
  }
  if (/^authorization$/i.test(name)) return authorization(source, part);
  return /JWT/i.test(name) && source.trimStart().startsWith('{') ? jsonKey(source, part) : undefined;
}

/** `proxy_set_header Authorization "Basic …"`. */
function authorization(source: string, part: (start: number, end: number) => Span): StructuredSecret | undefined {
  const match = /^(basic|bearer|token)\s+(\S+)$/i.exec(source);
  const text = match?.[2];
  if (match === null || text === undefined || text.includes('$')) return undefined;
  const span = part(source.length - text.length, source.length);
  if (match[1]?.toLowerCase() !== 'basic') return { purpose: 'token', text, span };
  const [user = '', ...rest] = decode(text).split(':');
  return rest.length === 0 ? undefined : { purpose: 'password', text: rest.join(':'), span, user };
}

function decode(base64: string): string {
  try {
    return atob(base64);
  } catch {
    return '';
  }
}

/** The `key` of Hasura's and GoTrue's JSON; an RSA key is public. */
function jsonKey(source: string, part: (start: number, end: number) => Span): StructuredSecret | undefined {
  const match = /"key"\s{0,4}:\s{0,4}"([^"\\]{0,4096})"/.exec(source);
  const text = match?.[1];
  if (match === null || text === undefined || !/"HS(256|384|512)"/.test(source)) return undefined;
  const start = match.index + match[0].length - 1 - text.length;
  return { purpose: 'signing-key', text, span: part(start, start + text.length) };
}
