import { encodeValue, fitsInto } from '../../formats/dotenv/edit/encode.ts';
import { endBeyondHash } from '../../formats/dotenv/model/beyond-hash.ts';
import type { DotenvModel } from '../../formats/dotenv/model/model.ts';
import { endOfLine, skipLineEnding, startOfLine } from '../../formats/dotenv/read/characters.ts';
import type { DotenvReference } from '../../formats/dotenv/read/references.ts';
import type { DotenvEntry } from '../../formats/dotenv/read/tree.ts';
import { classifyKey } from '../../secrets/purpose.ts';
import type { TextEdit } from '../../text/edit.ts';
import { contains, type Span, slice, span } from '../../text/span.ts';
import type { NamedValue, Reference } from '../named-value.ts';

/** Every entry of a `.env` file that has a value, as a named value. Keys alone on their line are inherited: nothing is known of them. */
export function dotenvNamedValues(model: DotenvModel): readonly NamedValue[] {
  const contextWords = contextWordsOf(model.entries);
  const quotesOpenAt = firstOpenQuote(model);
  const own = model.files.get(model.uri);
  const tracked = own.state === 'read' ? own.tracked : undefined;
  const known = new Map<string, Known>();
  const values: NamedValue[] = [];
  for (const entry of model.entries) {
    const value = namedValue(model, entry, known, { contextWords, quotesOpenAt, tracked });
    if (value === undefined) continue;
    values.push(value);
    known.set(entry.key, { text: value.resolved, at: { uri: model.uri, span: entry.valueSpan } });
  }
  return values;
}

/** What all values of a file have in common. */
interface Shared {
  readonly contextWords: readonly string[];
  readonly quotesOpenAt: number;
  readonly tracked: boolean | undefined;
}

/** Where the first quote stands that nothing closes: behind it, every quote an edit brings or takes could close it. */
function firstOpenQuote(model: DotenvModel): number {
  const open = [
    ...model.entries.filter((entry) => entry.defect !== undefined).map((entry) => entry.span.start),
    ...model.file.junk.filter((line) => QUOTES.test(slice(model.file.text, line))).map((line) => line.start),
  ];
  return open.reduce((first, offset) => Math.min(first, offset), Number.POSITIVE_INFINITY) + 1;
}

const QUOTES = /["'`]/;

function touchesQuotes(text: string, edit: TextEdit): boolean {
  return QUOTES.test(edit.newText) || QUOTES.test(slice(text, edit.span));
}

/** What an earlier entry holds; a later one is empty to every loader that expands. */
interface Known {
  readonly text: string | undefined;
  readonly at: { readonly uri: string; readonly span: Span };
}

function namedValue(
  model: DotenvModel,
  entry: DotenvEntry,
  known: ReadonlyMap<string, Known>,
  shared: Shared,
): NamedValue | undefined {
  if (entry.value === undefined) return undefined;
  const text = model.file.text;
  const references = entry.references.map((reference) => toReference(reference, known));
  const isRepeated = known.has(entry.key);
  const guard = (edits: readonly TextEdit[] | undefined) =>
    edits === undefined || entry.span.start < shared.quotesOpenAt || edits.every((edit) => !touchesQuotes(text, edit))
      ? edits
      : undefined;
  return {
    format: 'dotenv',
    place: 'dotenv',
    name: entry.key,
    path: [entry.key],
    nameSpan: entry.keySpan,
    valueSpan: entry.valueSpan,
    source: slice(text, entry.valueSpan),
    uri: model.uri,
    isEnvironment: true,
    isString: true,
    literal: references.length === 0 ? entry.value : undefined,
    resolved: references.length === 0 ? entry.value : resolve(text, entry, references),
    references,
    contextWords: shared.contextWords,
    tracked: shared.tracked,
    replaceWith: (value) => guard(replaceValue(text, entry, value)),
    replacePart: (part, source) => guard(replacePart(text, entry, part, source)),
    // An earlier entry of the same key would come into force: then nothing is removed.
    remove: () => (isRepeated ? undefined : guard([{ span: wholeLines(text, entry), newText: '' }])),
  };
}

function toReference(reference: DotenvReference, known: ReadonlyMap<string, Known>): Reference {
  const found = known.get(reference.name);
  const resolved = found?.text === undefined ? undefined : { text: found.text, at: found.at };
  return { name: reference.name, span: reference.span, operator: reference.operator, word: reference.word, resolved };
}

/** The value with its references replaced by earlier entries or their defaults; `undefined` when one stays unknown. */
function resolve(text: string, entry: DotenvEntry, references: readonly Reference[]): string | undefined {
  let result = '';
  let position = entry.valueSpan.start;
  for (const reference of references) {
    const replacement = resolveReference(reference);
    if (replacement === undefined) return undefined;
    result += text.slice(position, reference.span.start) + replacement;
    position = reference.span.end;
  }
  return result + text.slice(position, entry.valueSpan.end);
}

function resolveReference(reference: Reference): string | undefined {
  const { operator, word, resolved } = reference;
  const isDefault = operator === '-' || operator === ':-';
  if (operator === '+' || operator === ':+') return undefined;
  if (resolved !== undefined && !(operator === ':-' && resolved.text === '')) return resolved.text;
  return isDefault && word !== undefined && !word.text.includes('$') ? word.text : undefined;
}

function replaceValue(text: string, entry: DotenvEntry, value: string): readonly TextEdit[] | undefined {
  const source = encodeValue(value, { quote: entry.quote, content: slice(text, entry.valueSpan) });
  if (source === undefined) return undefined;
  // to half of the loaders the old value goes on behind a `#`: a secret goes as a whole, elsewhere it may be a note
  const beyond = endBeyondHash(text, entry);
  if (beyond !== undefined && isSecret(entry, text.slice(entry.valueSpan.end, beyond)))
    return [{ span: span(entry.rawSpan.start, beyond), newText: source }];
  return [{ span: entry.rawSpan, newText: besideComment(text, entry, source) }];
}

/** Whether what stands behind the `#` may be the rest of a secret: of the value, or of the login in a URL. */
function isSecret({ key, value }: DotenvEntry, rest: string): boolean {
  return classifyKey(key).kind === 'secret' || (value?.includes('://') === true && rest.includes('@'));
}

/** A comment that stands right behind an unquoted value is part of it to some loaders: a new value is set off by a space. */
function besideComment(text: string, entry: DotenvEntry, source: string): string {
  return text[entry.rawSpan.end] === '#' ? `${source} ` : source;
}

function replacePart(text: string, entry: DotenvEntry, part: Span, source: string): readonly TextEdit[] | undefined {
  if (!contains(entry.valueSpan, part)) return undefined;
  // the part may go on behind a `#` inside the word, and quotes would make a comment of what stands there
  const goesOn = endBeyondHash(text, entry) !== undefined;
  if (goesOn && part.end === entry.valueSpan.end) return undefined;
  if (fitsInto(entry.quote, source)) return [{ span: part, newText: source }];
  if (entry.quote !== '' || goesOn) return undefined;
  const before = text.slice(entry.valueSpan.start, part.start);
  const after = text.slice(part.end, entry.valueSpan.end);
  const whole = before + source + after;
  const quote = entry.references.length === 0 && !source.includes('$') ? "'" : '"';
  if (!fitsInto(quote, whole)) return undefined;
  return [{ span: entry.rawSpan, newText: besideComment(text, entry, quote + whole + quote) }];
}

/** The lines the entry stands on, with the line ending behind them. */
function wholeLines(text: string, entry: DotenvEntry): Span {
  const end = endOfLine(text, entry.commentSpan?.start ?? entry.rawSpan.end);
  return span(startOfLine(text, entry.span.start), skipLineEnding(text, end));
}

const NAMING_KEY = /(?:^|_)(?:USER|USERNAME|DB|DBNAME|DATABASE|NAME|PROJECT|HOST|HOSTNAME|DOMAIN)$/i;

/** Names that stand beside a secret in the same file: a password made of one of them is guessed first. */
function contextWordsOf(entries: readonly DotenvEntry[]): readonly string[] {
  const words = entries.flatMap((entry) =>
    entry.value !== undefined && NAMING_KEY.test(entry.key) && entry.references.length === 0 ? [entry.value] : [],
  );
  return [...new Set(words.filter((word) => word.length >= 3 && word.length <= 64))];
}
