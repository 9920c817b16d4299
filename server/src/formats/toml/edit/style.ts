import type { TomlModel } from '../model/model.ts';
import type { Quote, ScannedEntry } from '../read/syntax.ts';
import type { TomlNode, TomlTable } from '../read/tree.ts';

/** What a fix writes: booleans and numbers bare, texts quoted, lists in brackets. */
export type TomlLiteral = string | number | boolean | readonly string[];

/** The source of a value in the quote style given. */
export function literalSource(value: TomlLiteral, quote: '"' | "'"): string {
  if (typeof value === 'string') return quoted(value, quote);
  if (typeof value === 'object') return `[${value.map((item) => quoted(item, quote)).join(', ')}]`;
  return String(value);
}

/** A string in the quotes wanted, or in `"` when those cannot hold it. */
export function quoted(text: string, quote: Quote): string {
  const inner = contentFor(text, quote);
  return inner === undefined ? `"${escapeBasic(text)}"` : `${quote}${inner}${quote}`;
}

/** What stands between the quotes so that it decodes to `text`; `undefined` when these quotes cannot hold it. */
export function contentFor(text: string, quote: Quote): string | undefined {
  if (quote === '"') return escapeBasic(text);
  // A line break directly behind the opening quotes would be dropped.
  if (quote === '"""') return text.split('\n').map(escapeBasic).join('\n').replace(/^\n/, '\\n');
  if (quote === "'''" && text.startsWith('\n')) return undefined;
  if (CONTROL.test(quote === "'''" ? text.replaceAll('\n', '') : text)) return undefined;
  if (quote === "'") return text.includes("'") ? undefined : text;
  return text.includes("'''") || text.endsWith("'") ? undefined : text;
}

const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f]/;

function escapeBasic(text: string): string {
  let result = '';
  for (const char of text) {
    if (char === '"' || char === '\\') result += `\\${char}`;
    else if (char === '\n') result += '\\n';
    else if (char === '\r') result += '\\r';
    else if (char === '\t') result += '\\t';
    else if (CONTROL.test(char)) result += `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
    else result += char;
  }
  return result;
}

/** A key as it must be written: bare where possible. */
export function keySource(name: string): string {
  return /^[A-Za-z0-9_-]+$/.test(name) ? name : quoted(name, '"');
}

/** The quote that single-line strings of this table use, else those of the file. */
export function usualQuote(model: TomlModel, table: TomlTable): '"' | "'" {
  const known = model.derived('usual quotes', () => new Map<TomlTable, '"' | "'">());
  let quote = known.get(table);
  if (quote === undefined) {
    const ofFile = model.derived('usual quote', () => ({ quote: firstQuote(model.leaves) ?? '"' }));
    quote = firstQuote(table.entries.values()) ?? ofFile.quote;
    known.set(table, quote);
  }
  return quote;
}

function firstQuote(nodes: Iterable<TomlNode>): '"' | "'" | undefined {
  for (const node of nodes) if (node.type === 'leaf' && (node.quote === '"' || node.quote === "'")) return node.quote;
  return undefined;
}

/** `key<between>value` in the way the entries beside it are written; `=` in one column stays in one column. */
export function entrySource(text: string, beside: readonly ScannedEntry[], key: string, value: string): string {
  const last = beside.filter((entry) => entry.value !== undefined).at(-1);
  if (last?.value === undefined) return `${key} = ${value}`;
  const between = text.slice(last.keySpan.end, last.value.span.start);
  const equals = between.indexOf('=');
  if (equals < 0) return `${key} = ${value}`;
  const column = alignedColumn(text, beside);
  if (column === undefined)
    return `${key}${equals > 0 ? ' ' : ''}=${between.slice(equals + 1).length > 0 ? ' ' : ''}${value}`;
  return `${key}${' '.repeat(Math.max(1, column - key.length))}=${between.slice(equals + 1)}${value}`;
}

/** The distance from key start to `=` when entries with keys of different lengths share it. */
function alignedColumn(text: string, entries: readonly ScannedEntry[]): number | undefined {
  const columns = new Set<number>();
  const widths = new Set<number>();
  for (const { keySpan, value } of entries) {
    if (value === undefined) continue;
    columns.add(keySpan.end - keySpan.start + text.slice(keySpan.end, value.span.start).indexOf('='));
    widths.add(keySpan.end - keySpan.start);
  }
  const [column] = columns;
  return columns.size === 1 && widths.size > 1 ? column : undefined;
}
