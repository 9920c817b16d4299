import { type Expansion, expand } from './expand.ts';
import { type LoaderReading, ReadingBuilder } from './reading.ts';

const EXPANSION: Expansion = {
  bare: true,
  operators: [':-', '-', ':+', '+', ':?', '?'],
  unknown: 'text',
  escapes: ['$$'],
};

/** Docker Compose (https://github.com/compose-spec/compose-go, dotenv/parser.go and template/template.go). One bad name rejects the file. */
export function readAsCompose(text: string): LoaderReading {
  const reading = new ReadingBuilder();
  const source = text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n');
  let i = 0;
  while (i < source.length) {
    if (source[i] === '\n' || isBlank(source[i])) {
      i++;
      continue;
    }
    if (source[i] === '#') {
      i = endOfLine(source, i);
      continue;
    }
    const end = readStatement(source, i, reading);
    if (end === undefined) {
      reading.reject(false);
      return reading;
    }
    i = end;
  }
  return reading;
}

/** Reads one statement; returns where it ends, or `undefined` when Compose stops here. */
function readStatement(source: string, start: number, reading: ReadingBuilder): number | undefined {
  const exported = source.startsWith('export', start) ? /^export[ \t]+/.exec(source.slice(start, start + 64)) : null;
  const keyStart = start + (exported?.[0].length ?? 0);
  let i = keyStart;
  while (i < source.length && !endsName(source.charCodeAt(i))) {
    if (!mayName(source, i)) return undefined;
    i++;
  }
  const name = source.slice(keyStart, i).trimEnd();
  if (name.includes(' ')) return undefined;
  if (i >= source.length || source[i] === '\n') return i;
  const value = valueAt(source, skipBlanks(source, i + 1), reading);
  if (value === undefined) return undefined;
  if (!/^\d/.test(name)) reading.set(name, value.text);
  return value.end;
}

/** `=`, `:` or the end of the line. */
function endsName(code: number): boolean {
  return code === 61 || code === 58 || code === 10;
}

/** Whether a character may stand in a name or beside it; those of nearly all names are told by their code. */
function mayName(source: string, at: number): boolean {
  const code = source.charCodeAt(at);
  if ((code >= 65 && code <= 90) || code === 95 || (code >= 97 && code <= 122) || (code >= 48 && code <= 57))
    return true;
  const character = source[at] ?? '';
  return isBlank(character) || /[\p{L}\p{N}_.[\]-]/u.test(character);
}

function valueAt(
  source: string,
  start: number,
  reading: ReadingBuilder,
): { readonly text: string; readonly end: number } | undefined {
  const quote = source[start];
  if (quote === '"' || quote === "'") return quotedAt(source, start, quote, reading);
  const end = endOfLine(source, start);
  const line = source.slice(start, end);
  const comment = line.indexOf(' #');
  const text = (comment === -1 ? line : line.slice(0, comment)).trimEnd();
  return expanded(text, end, reading);
}

function quotedAt(
  source: string,
  start: number,
  quote: string,
  reading: ReadingBuilder,
): { readonly text: string; readonly end: number } | undefined {
  let text = '';
  for (let i = start + 1; i < source.length; i++) {
    const c = source[i] ?? '';
    if (c === quote) return quote === "'" ? { text, end: i + 1 } : expanded(decodeEscapes(text), i + 1, reading);
    if (c === '\\' && source[i + 1] === quote) {
      text += quote;
      i++;
    } else if (c === '\\' && source[i + 1] === '\\') {
      text += '\\\\';
      i++;
    } else {
      text += c;
    }
  }
  return undefined;
}

function expanded(text: string, end: number, reading: ReadingBuilder) {
  const result = expand(text, EXPANSION, (name) => reading.lookup(name));
  return result.failed ? undefined : { text: result.text, end };
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  c: '',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  $: '$$',
};

function decodeEscapes(text: string): string {
  return text.replace(/\\([abcfnrtv$"\\])/g, (_, c: string) => ESCAPES[c] ?? c);
}

function isBlank(c: string | undefined): boolean {
  return c === ' ' || c === '\t' || c === '\v' || c === '\f' || c === '\r' || c === '\u0085' || c === '\u00a0';
}

function skipBlanks(source: string, start: number): number {
  let i = start;
  while (isBlank(source[i])) i++;
  return i;
}

function endOfLine(source: string, start: number): number {
  const newline = source.indexOf('\n', start);
  return newline === -1 ? source.length : newline;
}
