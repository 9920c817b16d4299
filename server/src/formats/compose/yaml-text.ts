import { isScalar, parseDocument } from 'yaml';
import { tooDeepAt } from './nesting.ts';

/**
 * A value to write. Strings are quoted only where YAML needs it, and never interpolated by us: write `$$` for a dollar.
 * `{ placeholder }` puts the cursor on its text. A list or map takes the style of its surroundings (block in block, flow in flow);
 * `{ flow: [...] }` is written `[a, b]` everywhere.
 */
export type YamlValue =
  | string
  | number
  | boolean
  | null
  | readonly YamlValue[]
  | { readonly placeholder: string }
  | { readonly flow: readonly YamlValue[] }
  | { readonly entries: readonly (readonly [string, YamlValue])[] };

/** How a file is laid out. Widths in columns. */
export interface Layout {
  readonly newline: '\n' | '\r\n';
  /** From a key to the keys below it. */
  readonly step: number;
  /** From a key to the dashes below it: 0 or `step`. */
  readonly dash: number;
  readonly quote: '"' | "'";
}

/** Marks around a placeholder while text is put together; no configuration holds them. */
const OPEN = '\u{F0000}';
const CLOSE = '\u{F0001}';

/** Text that every YAML reader takes as one plain scalar; `inFlow`: between brackets, where commas and brackets end it. */
export function isPlainSafe(text: string, inFlow: boolean): boolean {
  if (text === '' || text.trim() !== text) return false;
  if (/[\u0000-\u001f\u007f]/.test(text) || text.includes(': ') || text.includes(' #') || text.endsWith(':'))
    return false;
  if (/^[-?:](?:$|\s)/.test(text) || /^[,[\]{}#&*!|>'"%@`]/.test(text)) return false;
  if (text.startsWith('---') || text.startsWith('...')) return false;
  return !inFlow || !/[,[\]{}]/.test(text);
}

/** Text that YAML 1.1 or 1.2 reads as something else than a string when it stands without quotes. */
export function looksTyped(text: string): boolean {
  if (/^(?:~|null|true|false|yes|no|on|off|y|n|=|<<)$/i.test(text)) return true;
  const first = text.charCodeAt(0);
  if (!((first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46)) return false;
  if (/^[-+]?(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][-+]?\d+)?$/.test(text)) return true;
  // Base 60 (`22:22`; larger parts are quoted out of habit), other bases, infinities, dates.
  if (/^[-+]?\d[\d_]*(?::\d+)+(?:\.\d*)?$/.test(text) || /^[-+]?0[xob][\dA-Fa-f_]+$/.test(text)) return true;
  return /^[-+]?\.(?:inf|nan)$/i.test(text) || /^\d{4}-\d\d?-\d\d?(?:[Tt\s].*)?$/.test(text);
}

/** A string as a YAML scalar: plain where that is safe, else in the given quotes. */
function scalarText(text: string, quote: '"' | "'", inFlow: boolean): string {
  return isPlainSafe(text, inFlow) && !looksTyped(text) ? text : quoted(text, quote);
}

/** The string in quotes; double quotes where it holds line breaks or control characters. */
export function quoted(text: string, quote: '"' | "'"): string {
  if (quote === "'" && !/[\u0000-\u001f\u007f\u0085\u2028\u2029]/.test(text)) return `'${text.replaceAll("'", "''")}'`;
  return `"${escapeDouble(text)}"`;
}

/** Text as it stands between double quotes. */
export function escapeDouble(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
  return escaped.replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]/g, (char) => {
    return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** What a piece of YAML decodes to when it is one scalar. */
export function decodeScalar(source: string): string | undefined {
  if (tooDeepAt(source) !== undefined) return undefined;
  const doc = parseDocument(source, { schema: 'failsafe', prettyErrors: false, logLevel: 'silent' });
  return doc.errors.length === 0 && isScalar(doc.contents) ? doc.contents.source : undefined;
}

function isPlaceholder(value: YamlValue): value is { readonly placeholder: string } {
  return typeof value === 'object' && value !== null && 'placeholder' in value;
}

/** The pairs of `{ entries }`; an array's own method of that name is none. */
export function entriesOf(value: YamlValue): readonly (readonly [string, YamlValue])[] | undefined {
  if (typeof value !== 'object' || value === null || !('entries' in value)) return undefined;
  return typeof value.entries === 'function' ? undefined : value.entries;
}

function flowOf(value: YamlValue): readonly YamlValue[] | undefined {
  return typeof value === 'object' && value !== null && 'flow' in value ? value.flow : undefined;
}

function isList(value: YamlValue): value is readonly YamlValue[] {
  return Array.isArray(value);
}

/** A value on one line, as inside `[…]` and `{…}`. */
export function flowText(value: YamlValue, layout: Layout, inFlow = true): string {
  if (typeof value === 'string') return scalarText(value, layout.quote, inFlow);
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (isPlaceholder(value)) {
    const marked = OPEN + value.placeholder + CLOSE;
    return isPlainSafe(value.placeholder, inFlow) ? marked : layout.quote + marked + layout.quote;
  }
  const items = flowOf(value) ?? (isList(value) ? value : undefined);
  if (items !== undefined) return `[${items.map((item) => flowText(item, layout)).join(', ')}]`;
  const pairs = (entriesOf(value) ?? []).map(([key, inner]) => `${keyText(key, layout)}: ${flowText(inner, layout)}`);
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}

function keyText(key: string, layout: Layout): string {
  return scalarText(key, layout.quote, true);
}

/** The lines of `key: value` in block style; the first has no indentation, the others stand relative to `column`. */
export function entryLines(key: string, value: YamlValue, column: number, layout: Layout): readonly string[] {
  // `data:` and nothing behind it is how compose files write a volume without options
  if (value === null) return [`${keyText(key, layout)}:`];
  const [first, ...rest] = valueLines(value, column, layout);
  return [`${keyText(key, layout)}:${first === undefined || first === '' ? '' : ` ${first}`}`, ...rest];
}

/** What stands behind the colon of a key at `column`: the rest of its line, then whole lines. */
export function valueLines(value: YamlValue, column: number, layout: Layout): readonly string[] {
  const entries = entriesOf(value);
  if (entries !== undefined && entries.length > 0) {
    const inner = column + layout.step;
    return ['', ...entries.flatMap(([key, child]) => indented(entryLines(key, child, inner, layout), inner))];
  }
  if (isList(value) && value.length > 0) {
    const dash = column + layout.dash;
    return ['', ...value.flatMap((item) => indented(itemLines(item, dash, layout), dash))];
  }
  return [flowText(value, layout, false)];
}

/** The lines of a list item whose dash stands at `column`; the first without indentation. */
export function itemLines(value: YamlValue, column: number, layout: Layout): readonly string[] {
  const entries = entriesOf(value);
  if (entries === undefined || entries.length === 0) return [`- ${flowText(value, layout, false)}`];
  const inner = column + 2;
  const lines = entries.flatMap(([key, child]) => indented(entryLines(key, child, inner, layout), inner));
  return [`- ${(lines[0] ?? '').slice(inner)}`, ...lines.slice(1)];
}

/** Only the first line lacks its indentation: nested lines already carry theirs. */
function indented(lines: readonly string[], column: number): readonly string[] {
  const [first = '', ...rest] = lines;
  return [' '.repeat(column) + first, ...rest];
}

/** Turns marked placeholders into an LSP snippet; without any, the text is returned as it is. */
export function asSnippet(text: string): { readonly newText: string; readonly snippet?: true } {
  if (!text.includes(OPEN)) return { newText: text };
  let number = 0;
  const pieces = text.split(OPEN).map((piece, i) => {
    if (i === 0) return escapeSnippet(piece);
    const [inside = '', after = ''] = piece.split(CLOSE);
    number++;
    return `\${${number}:${escapeSnippet(inside)}}${escapeSnippet(after)}`;
  });
  return { newText: pieces.join(''), snippet: true };
}

function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, (char) => `\\${char}`);
}
