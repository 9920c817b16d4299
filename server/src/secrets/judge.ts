import { scanConnections } from '../text/connection-scan.ts';
import type { Span } from '../text/span.ts';
import { isDefaultPair, isSamplePair } from './default-credentials.ts';
import { type Grade, type GradeContext, gradeSecret } from './grade.ts';
import { leakedTokens } from './leaked.ts';
import {
  classifyKey,
  type KeyClass,
  mayNameSecret,
  namesCredentials,
  namesSecretList,
  type Purpose,
} from './purpose.ts';
import type { SecretReference, SecretSource } from './source.ts';
import { structuredSecret } from './structured.ts';
import { shapeOf } from './value-shape.ts';
import type { KnownWords } from './vocabulary.ts';

/**
 * What a secret is of its value: all of it, the default of a reference, the password of a connection, a provider's token in a longer
 * text, or a member of something structured (`user/password`, a JSON object, `Basic …`).
 */
export type SecretPart = 'value' | 'default' | 'url-password' | 'token' | 'member';

/** A secret written out in a file, with the one verdict on it. */
export interface JudgedSecret {
  /** The key, or the variable whose default it is. */
  readonly name: string;
  readonly purpose: Purpose;
  readonly grade: Grade;
  /** The text judged; never to be shown unmasked. */
  readonly text: string;
  /** Where it stands. */
  readonly span: Span;
  readonly part: SecretPart;
  /** The user name in front of a URL's password. */
  readonly user?: string | undefined;
  /** The reference whose default it is. */
  readonly reference?: SecretReference | undefined;
}

/**
 * Judges are asked by several rules for the same value, which lives as long as its document's version:
 * kept beside it, so that the grade is worked out once. A cache only, nothing else depends on it.
 */
const judged = new WeakMap<SecretSource, readonly JudgedSecret[]>();

/**
 * The secrets a named value holds: itself, the defaults of its references, the passwords of its URLs.
 * `workspaceWords` count as dictionary words. Never throws; linear.
 */
export function judgeSecrets(value: SecretSource, workspaceWords: readonly string[] = []): readonly JudgedSecret[] {
  if (isPlainlyNone(value)) return NONE;
  const known = judged.get(value);
  if (known !== undefined) return known;
  const result = judge(value, workspaceWords);
  judged.set(value, result);
  return result;
}

const NONE: readonly JudgedSecret[] = [];

/** Most values of a file: short, without a reference or an address, under a name that is none of a secret. Not worth a place in the cache. */
function isPlainlyNone({ source, name }: SecretSource): boolean {
  return source.length < 16 && !source.includes('$') && !source.includes('://') && !mayNameSecret(name);
}

function judge(value: SecretSource, workspaceWords: readonly string[]): readonly JudgedSecret[] {
  if (value.format === 'toml' && !value.isString) return [];
  const key = classifyKey(keyName(value), value.path);
  let words: KnownWords | undefined;
  const results: JudgedSecret[] = leakedTokens(value, key).map((token) => ({ ...token, purpose: purposeOf(key) }));
  const add = (item: Omit<JudgedSecret, 'grade'>): void => {
    if (results.some((known) => known.span.start < item.span.end && item.span.start < known.span.end)) return;
    const context = {
      purpose: item.purpose,
      name: `${item.name} ${value.name}`,
      image: value.image,
      wordsKey: contextKey(value, workspaceWords),
      get words() {
        words ??= contextOf(value, workspaceWords);
        return words;
      },
    };
    results.push({ ...item, grade: pairGrade(item) ?? gradeNamed(item, context) });
  };
  const isKeyBlock = value.literal !== undefined && shapeOf(value.literal) === 'private-key';
  const name = shownName(value);
  const inBrackets = key.kind === 'secret' ? bracketed(value) : undefined;
  const structured = value.literal === undefined ? undefined : structuredSecret(value);
  if (holdsConnection(value.source) && !isKeyBlock) {
    for (const item of urlPasswords(value)) add({ ...item, name });
  } else if (structured !== undefined) {
    add({ name, part: 'member', ...structured });
  } else if (key.kind === 'secret' && isList(value)) {
    add({ name, purpose: purposeOf(key), part: 'member', ...weakestOf(value, key.purpose) });
  } else if (inBrackets !== undefined) {
    add({ name, purpose: purposeOf(key), part: 'value', ...inBrackets });
  } else if (value.literal !== undefined && (key.kind === 'secret' || isKeyBlock)) {
    add({ name, purpose: purposeOf(key), text: value.literal, span: value.valueSpan, part: 'value' });
  }
  for (const reference of value.references) {
    const item = defaultOf(value, innermost(reference), reference, key);
    if (item !== undefined) add(item);
  }
  return results;
}

/** A word under `…_CREDENTIALS` may name an account that is kept elsewhere: only what is no word is judged. */
function gradeNamed(item: Omit<JudgedSecret, 'grade'>, context: GradeContext): Grade {
  const grade = gradeSecret(item.text, context);
  const isWord = grade.verdict === 'weak' || grade.verdict === 'short' || grade.verdict === 'default';
  return isWord && item.part === 'value' && namesCredentials(item.name) ? { verdict: 'not-judged' } : grade;
}

const BRACKETED = /^\[\s*(?:"([^"\\\s]{1,400})"|'([^'\\\s]{1,400})'|(<[^<>"']{1,400}>))\s*\]$/d;

/** The one item of a list in brackets (`["…"]`, `[<key>]`), free of escapes; `[your key]` is a placeholder as a whole. */
function bracketed({ literal, source, valueSpan }: SecretSource): Pick<JudgedSecret, 'text' | 'span'> | undefined {
  if (literal === undefined || !source.startsWith('[')) return undefined;
  const match = BRACKETED.exec(source);
  const at = match?.indices?.slice(1).find((one) => one !== undefined);
  if (at === undefined) return undefined;
  const [start, end] = at;
  return { text: source.slice(start, end), span: { start: valueSpan.start + start, end: valueSpan.start + end } };
}

/** Items of a list that are looked at: the first of them that is guessed says what is to be said. */
const MOST_ITEMS = 20;

/** Whether a value lists secrets with commas between, exactly as it stands in the file. */
function isList({ name, literal, source }: SecretSource): boolean {
  return literal !== undefined && literal === source && source.includes(',') && namesSecretList(name);
}

/** The first item of a list that is not strong, else the first. An item with a name before it (`alice:key`) is taken whole. */
function weakestOf({ source, valueSpan, name }: SecretSource, purpose: Purpose): Pick<JudgedSecret, 'text' | 'span'> {
  const items: Pick<JudgedSecret, 'text' | 'span'>[] = [];
  for (let at = 0; at <= source.length && items.length < MOST_ITEMS; ) {
    const comma = source.indexOf(',', at);
    const end = comma === -1 ? source.length : comma;
    const written = source.slice(at, end);
    const start = valueSpan.start + at + (written.length - written.trimStart().length);
    const text = written.trim();
    if (text !== '') items.push({ text, span: { start, end: start + text.length } });
    at = end + 1;
  }
  const isStrong = ({ text }: Pick<JudgedSecret, 'text'>): boolean =>
    ['strong', 'not-judged'].includes(gradeSecret(text, { purpose, name, words: new Set() }).verdict);
  return items.find((item) => !isStrong(item)) ?? items[0] ?? { text: source, span: valueSpan };
}

/** An item of a list is what the list's name says of one of them: `token` in `auth_tokens = ["…"]`. */
function keyName(value: SecretSource): string {
  if (value.format !== 'toml' || !/^\d+$/.test(value.path.at(-1) ?? '')) return value.name;
  const list = value.path.filter((step) => !/^\d+$/.test(step)).at(-1) ?? value.name;
  return list.replace(/(?<=[a-z])s$/i, '');
}

/** A TOML key with its table, without the places in lists. */
function shownName(value: SecretSource): string {
  if (value.format !== 'toml') return value.name;
  return value.path
    .filter((step) => !/^\d+$/.test(step))
    .slice(-2)
    .join('.');
}

/** Whether the value is or lists connections; then their passwords are the secrets, not the whole. */
function holdsConnection(source: string): boolean {
  if (source.includes('://')) return true;
  return (source.includes('=') || source.includes('@tcp(')) && scanConnections(source).length > 0;
}

function purposeOf(key: KeyClass): Purpose {
  return key.kind === 'secret' ? key.purpose : 'token';
}

/** What user and password of a URL say together. */
function pairGrade(item: Omit<JudgedSecret, 'grade'>): Grade | undefined {
  if (item.user === undefined) return undefined;
  if (isSamplePair(item.user, item.text)) return { verdict: 'placeholder' };
  if (!isDefaultPair(item.user, item.text)) return undefined;
  return { verdict: 'default', product: item.user, repeatsUser: item.user.toLowerCase() === item.text.toLowerCase() };
}

/** The default that is used when nothing is set: `weak` in `${A:-${B:-weak}}`. */
function innermost(reference: SecretReference): SecretReference {
  let current = reference;
  for (let depth = 0; depth < 10 && current.word !== undefined; depth++) {
    const { text, span } = current.word;
    const match = /^\$\{([A-Za-z_]\w*)(:?-)/.exec(text);
    if (match === null || !text.endsWith('}')) break;
    const start = span.start + match[0].length;
    const word = { text: text.slice(match[0].length, -1), span: { start, end: span.end - 1 } };
    current = { name: match[1] ?? '', span, operator: match[2] ?? '', word };
  }
  return current;
}

function defaultOf(
  value: SecretSource,
  reference: SecretReference,
  outer: SecretReference,
  key: KeyClass,
): Omit<JudgedSecret, 'grade'> | undefined {
  const { word } = reference;
  if (word === undefined || !reference.operator.endsWith('-') || word.text === '') return undefined;
  const whole = outer.span.start === value.valueSpan.start && outer.span.end === value.valueSpan.end;
  const named = classifyKey(reference.name);
  const inherited = whole && named.kind === 'other' && key.kind === 'secret' ? key.purpose : undefined;
  const purpose = named.kind === 'secret' ? named.purpose : inherited;
  if (purpose === undefined || word.text.includes('://')) return undefined;
  return { name: reference.name, purpose, text: word.text, span: word.span, part: 'default', reference: outer };
}

function urlPasswords(value: SecretSource): Omit<JudgedSecret, 'grade'>[] {
  const { source, valueSpan } = value;
  const items: Omit<JudgedSecret, 'grade'>[] = [];
  const written = (span: Span): string => source.slice(span.start - valueSpan.start, span.end - valueSpan.start);
  for (const url of scanConnections(source, valueSpan.start)) {
    // a password in the query belongs to a database driver; in a web address `url/secret-in-query` looks at it
    const web = /^(https?|wss?)$/i.test(written(url.scheme));
    const parameter = web ? undefined : url.query.find(({ name }) => /^(password|pwd)$/i.test(written(name)))?.value;
    const password = url.password ?? parameter;
    if (password === undefined || password.start === password.end) continue;
    const text = written(password);
    if (/[${%]\{|\$[A-Za-z_(]|\{\{/.test(text)) continue;
    const decoded = url.syntax === 'url' ? decodePercent(text) : text;
    items.push({
      name: value.name,
      purpose: 'password',
      text: decoded,
      span: password,
      part: 'url-password',
      user: url.user && written(url.user),
    });
  }
  return items;
}

function decodePercent(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Names around a value that a guesser tries: service, user, database, project; and what the key itself is called. */
function contextOf(value: SecretSource, workspaceWords: readonly string[]): KnownWords {
  const own = new Set<string>(value.owner === undefined ? [] : piecesOf([value.owner]));
  for (const piece of value.name.toLowerCase().split(/[^a-z]+/))
    if (piece.length >= 3 && piece.length <= 16) own.add(piece);
  return new Words([sharedPieces(value.contextWords), sharedPieces(workspaceWords), own]);
}

/** The words of some sets; those of a large file stand in one that all its values share. */
class Words implements KnownWords {
  readonly #sets: readonly ReadonlySet<string>[];
  /** At most so many: a word may be in several. */
  readonly size: number;

  constructor(sets: readonly ReadonlySet<string>[]) {
    this.#sets = sets;
    this.size = sets.reduce((sum, { size }) => sum + size, 0);
  }

  has(word: string): boolean {
    return this.#sets.some((set) => set.has(word));
  }

  *[Symbol.iterator](): SetIterator<string> {
    for (const set of this.#sets) yield* set;
  }
}

/** Stands for what {@link contextOf} makes: the lists it takes are the same for all values of a file or a service, and have a number. */
function contextKey({ contextWords, owner, name }: SecretSource, workspaceWords: readonly string[]): string {
  return `${numberOf(contextWords)} ${numberOf(workspaceWords)} ${owner ?? ''}\u001f${name}`;
}

/** Lists of words by what they hold, over the versions of a file; when it is much, numbering goes on with none known. */
const NUMBERED = new Map<string, number>();
const MOST_CHARACTERS = 500_000;
let lists = 0;
let characters = 0;
/** A cache only. */
const NUMBERS = new WeakMap<readonly string[], number>();

function numberOf(names: readonly string[]): number {
  const own = NUMBERS.get(names);
  if (own !== undefined) return own;
  const text = names.join('\u001f');
  const known = NUMBERED.get(text);
  const number = known ?? ++lists;
  NUMBERS.set(names, number);
  if (known !== undefined) return number;
  if (characters > MOST_CHARACTERS) {
    NUMBERED.clear();
    characters = 0;
  }
  characters += text.length + 16;
  NUMBERED.set(text, number);
  return number;
}

/** By list of names: all values of a file or a service have one in common. */
const PIECES = new WeakMap<readonly string[], ReadonlySet<string>>();

function sharedPieces(names: readonly string[]): ReadonlySet<string> {
  const known = PIECES.get(names) ?? piecesOf(names);
  PIECES.set(names, known);
  return known;
}

/** The words in some names, lower case. */
function piecesOf(names: readonly string[]): ReadonlySet<string> {
  const words = new Set<string>();
  for (const word of names) {
    const lower = word.toLowerCase();
    if (lower.length >= 3 && lower.length <= 16 && /^[\p{L}\d]+$/u.test(lower) && !/^\d+$/.test(lower))
      words.add(lower);
    for (const piece of lower.split(/[^\p{L}\d]+/u))
      if (piece.length >= 3 && piece.length <= 16 && !/^\d+$/.test(piece)) words.add(piece);
  }
  return words;
}
