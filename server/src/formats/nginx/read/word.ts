import type { Span } from '../../../text/span.ts';

/** One word of a statement: a directive's name or one of its arguments. */
export interface NginxWord {
  /** As written, quotes included. */
  readonly span: Span;
  /** Without the quotes. */
  readonly content: Span;
  /** Decoded as nginx does: `\"` `\'` `\\` `\t` `\r` `\n` only, every other backslash stays. */
  readonly value: string;
  readonly quote: '' | '"' | "'";
}

const ESCAPES: Readonly<Record<string, string>> = { '"': '"', "'": "'", '\\': '\\', t: '\t', r: '\r', n: '\n' };

/** The value of a word's source: what nginx's `ngx_conf_read_token` unescapes, and nothing else. */
export function decodeWord(source: string): string {
  let from = source.indexOf('\\');
  if (from === -1) return source;
  let value = '';
  let copied = 0;
  while (from !== -1 && from + 1 < source.length) {
    const decoded = ESCAPES[source[from + 1] ?? ''];
    if (decoded !== undefined) {
      value += source.slice(copied, from) + decoded;
      copied = from + 2;
    }
    from = source.indexOf('\\', from + (decoded === undefined ? 1 : 2));
  }
  return value + source.slice(copied);
}

/**
 * A value as one word of a configuration file: bare when nginx reads it back unchanged, else in double quotes (in `quote` when
 * given). `$` keeps its meaning: nginx has no way to escape it.
 */
export function quoteWord(value: string, quote: '' | '"' | "'" = ''): string {
  if (quote === '' && isBareWord(value)) return value;
  const mark = quote === '' ? '"' : quote;
  let source = '';
  for (let i = 0; i < value.length; i++) {
    const char = value[i] ?? '';
    if (char === mark) source += `\\${char}`;
    else if (char === '\\' && (i + 1 === value.length || (value[i + 1] ?? '') in ESCAPES)) source += '\\\\';
    else source += char;
  }
  return mark + source + mark;
}

function isBareWord(value: string): boolean {
  const first = value[0];
  // `<%` would read as a template's mark.
  if (value.startsWith('<%')) return false;
  if (first === undefined || first === '"' || first === "'" || first === '#' || first === '}') return false;
  for (let i = 0; i < value.length; i++) {
    const char = value[i] ?? '';
    if (char === ' ' || char === '\t' || char === '\r' || char === '\n' || char === ';' || char === '\\') return false;
    if (char === '{' && value[i - 1] !== '$') return false;
  }
  return true;
}
