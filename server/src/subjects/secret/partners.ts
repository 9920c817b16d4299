import type { JudgedSecret } from '../../secrets/judge.ts';
import { isPlaceholder } from '../../secrets/placeholder.ts';
import { mayNameSecret } from '../../secrets/purpose.ts';
import { segment } from '../../secrets/segments.ts';
import { wordsOf } from '../../secrets/words.ts';
import type { RuleContext } from '../context.ts';
import type { NamedValue } from '../named-value.ts';
import type { SecretPlace } from './places.ts';

const HASH_WORD = /^(?:SHA\d{0,3}|MD5|BCRYPT|ARGON2I?D?|SCRYPT|HASH|HASHED|DIGEST|HTPASSWD)$/;

/**
 * Whether the file also holds a hash made of a secret, by its name: `GRAYLOG_SHA256_PASSWORD` beside `GRAYLOG_PASSWORD`. The program checks
 * the hash: a new secret alone opens nothing, and the old one still does.
 */
export function hasHashBeside(secret: JudgedSecret, context: RuleContext): boolean {
  const own = wordsOf(secret.name).join('_');
  return context.all('namedValue').some(({ name, literal }) => {
    if (literal === undefined || literal.length < MOST_SHORT_HASH) return false;
    const words = wordsOf(name);
    const rest = words.filter((word) => !HASH_WORD.test(word));
    return rest.length < words.length && rest.join('_') === own;
  });
}

/** Bytes of MD5 in base64 without padding; everything a program hashes with is longer. */
const MOST_SHORT_HASH = 22;

/**
 * Whether another value of the file logs in with the password at one of these services where no place of it is known:
 * `MH_MONGO_URI: admin:…@mongodb:27017`, a URL without its scheme.
 */
export function isInOtherLogin(places: readonly SecretPlace[], context: RuleContext): boolean {
  const values = context.all('namedValue');
  let known = logins.get(values);
  if (known === undefined) {
    known = loginsIn(values);
    logins.set(values, known);
  }
  const [first] = places;
  const found = first === undefined ? undefined : known.get(first.secret.text);
  const owners = new Set(places.map(({ value }) => value.owner));
  return found?.some(({ value, host }) => owners.has(host) && !places.some((place) => place.value === value)) === true;
}

interface WrittenLogin {
  readonly value: NamedValue;
  readonly host: string;
}

/** Asked for every secret of a file. A cache only. */
const logins = new WeakMap<readonly NamedValue[], ReadonlyMap<string, readonly WrittenLogin[]>>();

/** The values that hold each password in front of an `@` and a host. */
function loginsIn(values: readonly NamedValue[]): ReadonlyMap<string, readonly WrittenLogin[]> {
  const found = new Map<string, WrittenLogin[]>();
  for (const value of values) {
    const text = value.literal ?? '';
    if (!text.includes('@')) continue;
    for (const [, password = '', host = ''] of text.matchAll(/[\w-]:([^\s:@/]{1,200})@([\w.-]{1,200})/g)) {
      const same = found.get(password);
      if (same === undefined) found.set(password, [{ value, host }]);
      else if (same.length < MOST_LOGINS) same.push({ value, host });
    }
  }
  return found;
}

/** No password of a person stands in more of them. */
const MOST_LOGINS = 100;

/** A name kept for examples (RFC 2606): `example@example.com`. */
const SAMPLE = /(?:^|[@./])example\.(?:com|net|org)\b/i;

/** Whether other settings of a TOML file still hold a placeholder: a form to be filled in by hand, the secret with the rest. */
export function isBlankForm({ format, uri }: NamedValue, context: RuleContext): boolean {
  return (
    format === 'toml' &&
    context
      .all('namedValue')
      .some(
        ({ literal, name, uri: where }) =>
          where === uri &&
          literal !== undefined &&
          !mayNameSecret(name) &&
          (SAMPLE.test(literal) || isPlaceholder(literal, segment(literal))),
      )
  );
}
