import type { ComposeService } from '../../formats/compose/model/model.ts';
import type { ComposeWord } from '../../formats/compose/model/parts.ts';
import { mayNameSecret } from '../../secrets/purpose.ts';
import { modelOf } from '../compose/role.ts';
import type { RuleContext } from '../context.ts';
import type { SecretPlace } from './places.ts';

/**
 * Whether a command, an entrypoint or a health check of the file holds the secret as a word where no place of it is known, so that a new
 * one would not reach it: `mc alias set store http://minio:9000 admin …`. A word that is also the name of a user, a database or a service
 * says nothing.
 */
export function isInCommand(places: readonly SecretPlace[], context: RuleContext): boolean {
  const services = modelOf(context)?.services ?? [];
  const [first] = places;
  if (first === undefined || first.value.format !== 'compose' || services.length === 0) return false;
  const { text } = first.secret;
  const known = ({ span }: ComposeWord): boolean =>
    places.some(({ secret }) => span.start <= secret.span.start && secret.span.end <= span.end);
  const { logins, words } = commandsOf(services);
  const written = logins.get(firstRun(text, true)) ?? [];
  // too many to look at: any may be one
  if (written.length > MOST_SAME) return true;
  // a login written out is one however short the password is, and whatever else has the name
  if (written.some((login) => stands(login, text) && !known(login.word))) return true;
  if (text.length < SHORTEST) return false;
  const holding = words.get(firstRun(text, false)) ?? [];
  const isHeld = (word: ComposeWord): boolean => holdsWord(word.text.replace(REFERENCE, ' '), text) && !known(word);
  if (holding.length <= MOST_SAME && !holding.some(isHeld)) return false;
  return !services.some(({ name }) => name === text) && !isName(text, places, context);
}

interface Login {
  readonly word: ComposeWord;
  /** Where the password begins in its text. */
  readonly at: number;
}

interface Commands {
  /** Logins written out, by the first run of the password: of letters, digits, `_` and `-`; empty where it begins with another character. */
  readonly logins: ReadonlyMap<string, readonly Login[]>;
  /** Words by each run in them, and all of them under the empty one. */
  readonly words: ReadonlyMap<string, readonly ComposeWord[]>;
}

/** Asked for every secret of a file. A cache only. */
const cache = new WeakMap<readonly ComposeService[], Commands>();

/** More words with the same part than a person writes. */
const MOST_SAME = 500;

function commandsOf(services: readonly ComposeService[]): Commands {
  const known = cache.get(services);
  if (known !== undefined) return known;
  const logins = new Map<string, Login[]>();
  const words = new Map<string, ComposeWord[]>();
  for (const word of services.flatMap(wordsIn)) {
    const { text } = word;
    for (const match of text.matchAll(LOGIN)) {
      const at = match.index + match[0].length;
      add(logins, runAt(text, at), { word, at });
    }
    for (const run of new Set(['', ...(text.match(RUN) ?? [])])) add(words, run, word);
  }
  const found = { logins, words };
  cache.set(services, found);
  return found;
}

function add<T>(to: Map<string, T[]>, key: string, item: T): void {
  const same = to.get(key);
  if (same === undefined) to.set(key, [item]);
  else if (same.length <= MOST_SAME) same.push(item);
}

const RUN = /[\w-]+/g;
const RUN_HERE = /[\w-]*/y;

function runAt(text: string, offset: number): string {
  RUN_HERE.lastIndex = offset;
  return RUN_HERE.exec(text)?.[0] ?? '';
}

/** The first run of a secret: where it stands as a word, that run is bounded there too. */
function firstRun(text: string, atStart: boolean): string {
  return atStart ? runAt(text, 0) : (/[\w-]+/.exec(text)?.[0] ?? '');
}

/** `"password":"…"` of a request's body, `--password=…`, `user:…@host`. */
const LOGIN = /(?:pass(?:word|wd)?|pwd)[\\"']{0,4}[ \t]{0,4}[:=][ \t]{0,4}[\\"']{0,4}|:\/\/[^\s:@/]{1,80}:/gi;

/** Whether the password of a login is this text. */
function stands({ word, at }: Login, text: string): boolean {
  return word.text.startsWith(text, at) && !/[\w-]/.test(word.text[at + text.length] ?? ' ');
}

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
