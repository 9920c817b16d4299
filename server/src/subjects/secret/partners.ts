import type { ComposeService } from '../../formats/compose/model/model.ts';
import type { ComposeWord } from '../../formats/compose/model/parts.ts';
import type { JudgedSecret } from '../../secrets/judge.ts';
import { isPlaceholder } from '../../secrets/placeholder.ts';
import { mayNameSecret } from '../../secrets/purpose.ts';
import { segment } from '../../secrets/segments.ts';
import { wordsOf } from '../../secrets/words.ts';
import { modelOf } from '../compose/role.ts';
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
 * Whether a command, an entrypoint or a health check of the file holds the secret as a word where no place of it is known, so that a new
 * one would not reach it: `mc alias set store http://minio:9000 admin …`. A word that is also the name of a user, a database or a service
 * says nothing.
 */
export function isInCommand(places: readonly SecretPlace[], context: RuleContext): boolean {
  const services = modelOf(context)?.services ?? [];
  const [first] = places;
  if (first === undefined || first.value.format !== 'compose') return false;
  const { text } = first.secret;
  const known = ({ span }: ComposeWord): boolean =>
    places.some(({ secret }) => span.start <= secret.span.start && secret.span.end <= span.end);
  // a login written out is one however short the password is, and whatever else has the name
  if (services.some((service) => wordsIn(service).some((word) => !known(word) && logsInWith(word.text, text))))
    return true;
  if (text.length < SHORTEST) return false;
  if (services.some(({ name }) => name === text) || isName(text, places, context)) return false;
  return services.some((service) =>
    wordsIn(service).some((word) => !known(word) && holdsWord(word.text.replace(REFERENCE, ' '), text)),
  );
}

/** `"password":"…"` of a request's body, `--password=…`, `user:…@host`. */
const LOGIN = /(?:pass(?:word|wd)?|pwd)[\\"']{0,4}[ \t]{0,4}[:=][ \t]{0,4}[\\"']{0,4}|:\/\/[^\s:@/]{1,80}:/gi;

/** Whether a script writes the text where a password stands. */
function logsInWith(script: string, text: string): boolean {
  for (const match of script.matchAll(LOGIN)) {
    const end = match.index + match[0].length;
    if (script.startsWith(text, end) && !/[\w-]/.test(script[end + text.length] ?? ' ')) return true;
  }
  return false;
}

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

/** The default of a variable: what sets the variable reaches it. */
const REFERENCE = /\$\{[^{}]*\}/g;

/** Shorter ones are words of commands by chance: `test`, `admin`. */
const SHORTEST = 6;

function wordsIn(service: ComposeService): readonly ComposeWord[] {
  return [service.entrypoint, service.command, service.healthcheck?.test].flatMap((command) => command?.words ?? []);
}

function holdsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + word.length)) {
    if (!/[\w-]/.test(text[at - 1] ?? ' ') && !/[\w-]/.test(text[at + word.length] ?? ' ')) return true;
  }
  return false;
}

/** Whether something that is no secret has the same value. */
function isName(text: string, places: readonly SecretPlace[], context: RuleContext): boolean {
  return context
    .all('namedValue')
    .some(
      (value) => value.resolved === text && !mayNameSecret(value.name) && !places.some((one) => one.value === value),
    );
}

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
