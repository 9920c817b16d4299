import { type LoaderReading, ReadingBuilder } from './reading.ts';

/** A value with the places of the `$` that may open a reference; `undefined`: a name alone on its line. */
interface Entry {
  readonly name: string;
  readonly chars: string | undefined;
  readonly dollars: readonly number[];
}

/**
 * `vlucas/phpdotenv` 5, which Laravel loads (https://github.com/vlucas/phpdotenv, src/Parser and src/Loader). All lines are read before
 * one is set: a line it does not like leaves the whole file out. A double quote that never closes swallows the rest without a word.
 */
export function readAsPhpdotenv(text: string): LoaderReading {
  const reading = new ReadingBuilder();
  const entries: Entry[] = [];
  for (const raw of rawEntries(text.split(/\r\n|\n|\r/))) {
    const entry = parseEntry(raw);
    if (entry === undefined) {
      reading.reject(false);
      return reading;
    }
    entries.push(entry);
  }
  for (const { name, chars, dollars } of entries)
    reading.set(name, chars === undefined ? undefined : resolve(chars, dollars, reading));
  return reading;
}

/**
 * Lines joined where a double quote stays open (src/Parser/Lines.php). Looked for in comments too: `# A="b` opens a value that runs
 * to the next line with a quote.
 */
function rawEntries(lines: readonly string[]): readonly string[] {
  const entries: string[] = [];
  let open: string[] | undefined;
  for (const line of lines) {
    const quotes = unescapedQuotes(line);
    const opens = line.includes('="') && quotes < 2;
    if (opens) open ??= [];
    open?.push(line);
    if (open !== undefined && (opens || (quotes === 0 && line !== '"'))) continue;
    const entry = open === undefined ? line : open.join('\n');
    open = undefined;
    const start = trim(entry);
    if (start !== '' && !start.startsWith('#')) entries.push(entry);
  }
  return entries;
}

/** Double quotes with a character before them that is no backslash. */
function unescapedQuotes(line: string): number {
  const plain = line.replaceAll('\\\\', '');
  let count = 0;
  for (let i = plain.indexOf('"', 1); i !== -1; i = plain.indexOf('"', i + 1)) if (plain[i - 1] !== '\\') count++;
  return count;
}

function parseEntry(raw: string): Entry | undefined {
  const equals = raw.indexOf('=');
  const name = validName(equals === -1 ? raw : trim(raw.slice(0, equals)));
  if (name === undefined) return undefined;
  if (equals === -1) return { name, chars: undefined, dollars: [] };
  const value = parseValue(trim(raw.slice(equals + 1)));
  return value === undefined ? undefined : { name, ...value };
}

/**
 * The name without `export` and quotes, if it is one. Only names of more than eight characters with their `export` lose it: `export A`
 * is refused, `export AB` is not. Letters of any alphabet are names since 5.5.
 */
function validName(text: string): string | undefined {
  let name = text;
  if (name.length > 8 && /^export\s/.test(name)) name = trimStart(name.slice(6));
  const quote = name[0];
  if (name.length >= 3 && (quote === '"' || quote === "'") && name.endsWith(quote)) name = name.slice(1, -1);
  return /^[\p{Ll}\p{Lu}\p{M}\p{N}_.]+$/u.test(name) ? name : undefined;
}

type State = 'start' | 'plain' | 'single' | 'double' | 'escape' | 'blank' | 'comment';

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  $: '$',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** The automaton of src/Parser/EntryParser.php; `undefined` where it refuses: text behind white space, an unknown escape, an open quote. */
function parseValue(value: string): { readonly chars: string; readonly dollars: readonly number[] } | undefined {
  const dollars: number[] = [];
  let chars = '';
  let state: State = 'start';
  for (const c of value) {
    if (state === 'comment') break;
    const step: { readonly state: State; readonly text: string } | undefined = next(state, c);
    if (step === undefined) return undefined;
    if (c === '$' && (step.state === 'plain' || (step.state === 'double' && state === 'double')))
      dollars.push(chars.length);
    chars += step.text;
    state = step.state;
  }
  return ['single', 'double', 'escape'].includes(state) ? undefined : { chars, dollars };
}

function next(state: State, c: string): { readonly state: State; readonly text: string } | undefined {
  switch (state) {
    case 'start':
      if (c === "'") return { state: 'single', text: '' };
      if (c === '"') return { state: 'double', text: '' };
      return c === '#' ? { state: 'comment', text: '' } : { state: 'plain', text: c };
    case 'plain':
      if (c === '#') return { state: 'comment', text: '' };
      return isSpace(c) ? { state: 'blank', text: '' } : { state, text: c };
    case 'single':
      return c === "'" ? { state: 'blank', text: '' } : { state, text: c };
    case 'double':
      if (c === '"') return { state: 'blank', text: '' };
      return c === '\\' ? { state: 'escape', text: '' } : { state, text: c };
    case 'escape': {
      const text = ESCAPES[c];
      return text === undefined ? undefined : { state: 'double', text };
    }
    case 'blank':
      if (c === '#') return { state: 'comment', text: '' };
      return isSpace(c) ? { state, text: '' } : undefined;
    case 'comment':
      return { state, text: '' };
  }
}

/** `${NAME}` of a name that is set is replaced, of another it stays. A reference inside a reference is not looked into. */
function resolve(chars: string, dollars: readonly number[], reading: ReadingBuilder): string {
  const reference = /\$\{([A-Za-z0-9_.]+)\}/y;
  let result = '';
  let from = 0;
  for (const dollar of dollars) {
    reference.lastIndex = dollar;
    const match = reference.exec(chars);
    const value = match === null ? undefined : reading.lookup(match[1] ?? '');
    if (match === null || value === undefined) continue;
    result += chars.slice(from, dollar) + value;
    from = reference.lastIndex;
  }
  return result + chars.slice(from);
}

function isSpace(c: string): boolean {
  return c === ' ' || (c >= '\t' && c <= '\r');
}

/** PHP's `trim` takes the space, tab, line endings, the vertical tab and NUL. */
function trim(text: string): string {
  let end = text.length;
  while (end > 0 && TRIMMED.includes(text[end - 1] ?? 'x')) end--;
  return trimStart(text.slice(0, end));
}

function trimStart(text: string): string {
  let start = 0;
  while (start < text.length && TRIMMED.includes(text[start] ?? 'x')) start++;
  return text.slice(start);
}

const TRIMMED = ' \t\n\r\v\0';
