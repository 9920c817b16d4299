import { type LoaderReading, ReadingBuilder } from './reading.ts';
import { resolveSymfony } from './symfony-references.ts';

/** A piece of a value: `runs` when a command the loader starts is part of it. */
interface Piece {
  readonly text: string;
  readonly runs: boolean;
  readonly end: number;
}

/**
 * `symfony/dotenv` 5 to 8 (https://github.com/symfony/symfony, src/Symfony/Component/Dotenv/Dotenv.php): a value is read as a shell would
 * and `$(…)` is run, but what is no assignment refuses the whole file. (Newer versions replace references when `bootEnv` has read all
 * files, so that a name set further down counts; here each line knows the lines above it.)
 */
export function readAsSymfony(text: string): LoaderReading {
  const reading = new ReadingBuilder();
  const source = text.replace(/\r\n?/g, '\n');
  let i = skipEmptyLines(source, 0);
  while (i < source.length) {
    const head = /^(?:export[ \t]+)?(_?[A-Za-z]\w*)=/.exec(source.slice(i, endOfLine(source, i)));
    const value = head === null ? undefined : valueAt(source, i + head[0].length, reading);
    if (head === null || value === undefined) {
      reading.reject(false);
      return reading;
    }
    const name = head[1] ?? '';
    if (value.runs) reading.run(name);
    else reading.set(name, value.text);
    i = skipEmptyLines(source, value.end);
  }
  return reading;
}

/** Pieces in and out of quotes up to the end of the line, or to a `#` behind a blank; `undefined` where Symfony refuses. */
function valueAt(source: string, start: number, reading: ReadingBuilder): Piece | undefined {
  const first = skipBlanks(source, start);
  const end = endOfLine(source, start);
  if (first === end || source[first] === '#') return { text: '', runs: false, end };
  if (first > start) return undefined;
  let text = '';
  let runs = false;
  let i = start;
  while (i < source.length && source[i] !== '\n') {
    const piece = pieceAt(source, i, reading);
    if (piece === undefined) return undefined;
    text += piece.text;
    runs ||= piece.runs;
    const isPlain = source[i] !== '"' && source[i] !== "'";
    i = piece.end;
    if (isPlain && source[i] === '#') break;
  }
  return { text, runs, end: i };
}

function pieceAt(source: string, start: number, reading: ReadingBuilder): Piece | undefined {
  if (source[start] === '"') return doubleQuoted(source, start, reading);
  if (source[start] !== "'") return plain(source, start, reading);
  const close = source.indexOf("'", start + 1);
  return close === -1 ? undefined : { text: source.slice(start + 1, close), runs: false, end: close + 1 };
}

/** Up to a quote with no backslash before it, or with two. */
function doubleQuoted(source: string, start: number, reading: ReadingBuilder): Piece | undefined {
  let close = source.indexOf('"', start + 1);
  while (close !== -1 && source[close - 1] === '\\' && source[close - 2] !== '\\')
    close = source.indexOf('"', close + 1);
  if (close === -1) return undefined;
  const inside = source.slice(start + 1, close);
  const decoded = inside.replaceAll('\\"', '"').replaceAll('\\r', '\r').replaceAll('\\n', '\n');
  const resolved = resolveSymfony(decoded, reading);
  return resolved && { ...resolved, end: close + 1 };
}

function plain(source: string, start: number, reading: ReadingBuilder): Piece | undefined {
  let text = '';
  let before = source[start - 1];
  let i = start;
  while (i < source.length && !'\n"\''.includes(source[i] ?? '')) {
    if (source[i] === '#' && (before === ' ' || before === '\t')) break;
    if (source[i] === '\\' && (source[i + 1] === '"' || source[i + 1] === "'")) i++;
    before = source[i];
    text += before;
    if (before === '$' && source[i + 1] === '(') {
      const close = closingParenthesis(source, i + 1);
      if (close === undefined) return undefined;
      text += source.slice(i + 1, close + 1);
      i = close;
    }
    i++;
  }
  const value = text.replace(/[ \t\n\r\0\v]+$/, '');
  const resolved = resolveSymfony(value, reading);
  if (resolved === undefined) return undefined;
  // White space is allowed where something was replaced, and beside any `$` in newer versions.
  if (!resolved.runs && resolved.text === value && !value.includes('$') && /[ \t\v\f]/.test(value)) return undefined;
  return { ...resolved, end: i };
}

/** The parenthesis that closes the one at `open` on the same line. */
function closingParenthesis(source: string, open: number): number | undefined {
  let depth = 0;
  for (let i = open; i < source.length && source[i] !== '\n'; i++) {
    if (source[i] === '(') depth++;
    else if (source[i] === ')' && --depth === 0) return i;
  }
  return undefined;
}

/** White space and whole-line comments. */
function skipEmptyLines(source: string, start: number): number {
  let i = start;
  for (;;) {
    while (i < source.length && ' \t\n\v\f\r'.includes(source[i] ?? 'x')) i++;
    if (source[i] !== '#') return i;
    i = endOfLine(source, i);
  }
}

function skipBlanks(source: string, start: number): number {
  let i = start;
  while (source[i] === ' ' || source[i] === '\t') i++;
  return i;
}

function endOfLine(source: string, start: number): number {
  const newline = source.indexOf('\n', start);
  return newline === -1 ? source.length : newline;
}
