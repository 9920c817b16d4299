import { type LoaderReading, ReadingBuilder } from './reading.ts';

/**
 * `joho/godotenv` 1.5 (https://github.com/joho/godotenv, parser.go). A value in quotes ends the statement: what follows on the line is
 * the next one. A statement without `=` or `:` on its line rejects the file, and nothing is set.
 */
export function readAsGodotenv(text: string): LoaderReading {
  const reading = new ReadingBuilder();
  const source = text.replaceAll('\r\n', '\n');
  let i = statementStart(source, 0);
  while (i < source.length) {
    const key = keyAt(source, i);
    const value = key === undefined ? undefined : valueAt(source, skipBlanks(source, key.end), reading);
    if (key === undefined || value === undefined) {
      reading.reject(false);
      return reading;
    }
    reading.set(key.name, value.text);
    i = statementStart(source, value.end);
  }
  return reading;
}

/** The next character that is neither white space nor in a comment. */
function statementStart(source: string, start: number): number {
  let i = start;
  while (i < source.length) {
    if (source[i] === '#') i = endOf(source, i, '\n');
    else if (/\s/.test(source[i] ?? '') || source[i] === '\u0085') {
      if (source[i] === '\ufeff') return i;
      i++;
    } else return i;
  }
  return i;
}

/** The name up to `=` or `:`; a file that ends before one of them leaves its last word as the value of the empty name. */
function keyAt(source: string, start: number): { readonly name: string; readonly end: number } | undefined {
  let first = start;
  if (source.startsWith('export', start) && isBlank(source[start + 6])) first = skipBlanks(source, start + 6);
  for (let i = first; i < source.length; i++) {
    const c = source[i] ?? '';
    if (c === '=' || c === ':') return { name: source.slice(first, i).trimEnd(), end: i + 1 };
    if (!isBlank(c) && !isNameCharacter(source, i)) return undefined;
  }
  return first === source.length ? undefined : { name: '', end: first };
}

/** Letters, digits, `_` and `.`. Names are read byte by byte: of other alphabets only letters whose bytes are letters of Latin-1 pass. */
function isNameCharacter(source: string, at: number): boolean {
  const code = source.charCodeAt(at);
  if (code < 0x80) return /[\w.]/.test(source[at] ?? '');
  // Two bytes: 0xC3 is a letter of Latin-1, and so are a few of the bytes behind it. Of three bytes one is none.
  const second = 0x80 | (code & 0x3f);
  const first = 0xc0 | (code >> 6);
  return code < 0x800 && isLatinLetter(first) && (isLatinLetter(second) || second === 0x85 || second === 0xa0);
}

function isLatinLetter(byte: number): boolean {
  if (byte >= 0xc0) return byte !== 0xd7 && byte !== 0xf7;
  return [0xaa, 0xb2, 0xb3, 0xb5, 0xb9, 0xba, 0xbc, 0xbd, 0xbe].includes(byte);
}

interface Value {
  readonly text: string;
  readonly end: number;
}

function valueAt(source: string, start: number, reading: ReadingBuilder): Value | undefined {
  const quote = source[start];
  if (quote === '"' || quote === "'") return quotedAt(source, start, quote, reading);
  const end = Math.min(endOf(source, start, '\n'), endOf(source, start, '\r'));
  const line = source.slice(start, end);
  const value = trimBlanks(line.slice(0, commentStart(line)));
  return { text: expandUpperCase(value, reading), end };
}

/** The last `#` with white space before it: `a # b # c` is `a # b`. */
function commentStart(line: string): number {
  for (let i = line.lastIndexOf('#'); i > 0; i = line.lastIndexOf('#', i - 1)) if (isBlank(line[i - 1])) return i;
  return line.length;
}

/** Up to the first quote without a backslash before it. All quotes at both ends come off: `"say \"hi\""` loses the inner last one too. */
function quotedAt(source: string, start: number, quote: string, reading: ReadingBuilder): Value | undefined {
  let close = source.indexOf(quote, start + 1);
  while (close !== -1 && source[close - 1] === '\\') close = source.indexOf(quote, close + 1);
  if (close === -1) return undefined;
  let first = start;
  let last = close;
  while (last > first && source[last - 1] === quote) last--;
  while (first < last && source[first] === quote) first++;
  const text = source.slice(first, last);
  return { text: quote === "'" ? text : expandUpperCase(unescapeDouble(text), reading), end: close + 1 };
}

/** `\n` and `\r` become line endings, then every other backslash goes that stands before no `$`. */
function unescapeDouble(text: string): string {
  const lines = text.replace(/\\(.)/g, (all, c: string) => (c === 'n' ? '\n' : c === 'r' ? '\r' : all));
  return lines.replace(/\\([^$])/g, '$1');
}

/**
 * `$NAME` and `${NAME` with capitals, digits and `_` only; the braces need not match, and `$(NAME` counts too. `\$` loses its
 * backslash, whatever else follows stays.
 */
function expandUpperCase(text: string, reading: ReadingBuilder): string {
  return text.replace(
    /(\\)?\$\(?\{?([A-Z0-9_]+)?\}?/g,
    (all, escaped: string | undefined, name: string | undefined) => {
      if (escaped !== undefined) return all.slice(1);
      return name === undefined ? all : (reading.lookup(name) ?? '');
    },
  );
}

function isBlank(c: string | undefined): boolean {
  return c === ' ' || c === '\t' || c === '\v' || c === '\f' || c === '\r' || c === '\u0085' || c === '\u00a0';
}

function skipBlanks(source: string, start: number): number {
  let i = start;
  while (isBlank(source[i])) i++;
  return i;
}

function trimBlanks(text: string): string {
  const start = skipBlanks(text, 0);
  let end = text.length;
  while (end > start && isBlank(text[end - 1])) end--;
  return text.slice(start, end);
}

function endOf(source: string, start: number, character: string): number {
  const found = source.indexOf(character, start);
  return found === -1 ? source.length : found;
}
