import type { Span } from '../text/span.ts';
import type { Grade } from './grade.ts';
import { publisherOf } from './published.ts';
import type { KeyClass } from './purpose.ts';
import type { SecretSource } from './source.ts';
import { type FoundToken, findTokens } from './tokens/scan.ts';

/** A provider's token written out in a value. */
export interface LeakedToken {
  readonly name: string;
  readonly text: string;
  readonly span: Span;
  readonly part: 'value' | 'token';
  readonly grade: Grade;
}

/** Longer values are looked at up to here. */
const LIMIT = 64 * 1024;

/**
 * The provider tokens in a value that must not be read by others. Formats without a shape of their own count only under the name of a
 * secret and as the whole value. Public ids, publishable keys and keys for anonymous access are no leaks.
 */
export function leakedTokens(value: SecretSource, key: KeyClass): readonly LeakedToken[] {
  if (value.source.length < 16) return [];
  const label = `${value.path.slice(-2).join('.').slice(-60)}=`;
  const text = label + value.source.slice(0, LIMIT);
  const tokens: LeakedToken[] = [];
  for (const token of findTokens(text)) {
    if (token.start < label.length || token.format.isPublic === true) continue;
    const whole = token.start === label.length && token.end === label.length + value.source.length;
    if (token.format.keys !== undefined && !(whole && key.kind === 'secret')) continue;
    const written = text.slice(token.start, token.end);
    if (isMeantForAll(token, written, value.name) || publisherOf(written) !== undefined) continue;
    const start = value.valueSpan.start + token.start - label.length;
    if (tokens.some((known) => known.span.start < start + written.length && start < known.span.end)) continue;
    tokens.push({
      name: value.name,
      text: written,
      span: { start, end: start + written.length },
      part: whole ? 'value' : 'token',
      grade: {
        verdict: 'leaked',
        token: token.format.name,
        doubtful: token.checksum === false,
        test: isTestToken(written),
      },
    });
  }
  return tokens;
}

/** Google keys for browsers and maps, Supabase's anonymous JWT: handed to every visitor on purpose. */
function isMeantForAll(token: FoundToken, written: string, name: string): boolean {
  if (token.format.id === 'gcp-api-key')
    return /FIREBASE|MAPS?|PUBLIC|VITE|REACT_APP|BROWSER|CLIENT|RECAPTCHA/i.test(name);
  return token.format.id === 'jwt' && (isAnonymous(written) || /PUBLIC|ANON/i.test(name));
}

function isAnonymous(jwt: string): boolean {
  const payload = jwt.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? '';
  try {
    return /"role"\s*:\s*"anon"/.test(atob(payload));
  } catch {
    return false;
  }
}

function isTestToken(token: string): boolean {
  return /^(?:sk|rk)_test_|_test_|_TEST-|^EZTK|sandbox/.test(token);
}
