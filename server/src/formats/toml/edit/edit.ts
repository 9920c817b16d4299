import { lineEndingOf, type TextEdit } from '../../../text/edit.ts';
import { at, type Span, span } from '../../../text/span.ts';
import { findNode } from '../model/lookup.ts';
import type { TomlModel } from '../model/model.ts';
import type { TomlArray, TomlLeaf, TomlNode, TomlTable } from '../read/tree.ts';
import { entrySource, keySource, literalSource, type TomlLiteral, usualQuote } from './style.ts';

/**
 * The edits that give the key at `names` below `table` a value: replaced where it stands, else inserted where the file's
 * own style puts it. `undefined` where that cannot be done without breaking the file.
 */
export function setKey(
  model: TomlModel,
  table: TomlTable,
  names: readonly string[],
  value: TomlLiteral,
): readonly TextEdit[] | undefined {
  const [first, ...rest] = names;
  if (first === undefined) return undefined;
  const node = table.entries.get(first);
  if (rest.length > 0 && node?.type === 'table') return setKey(model, node, rest, value);
  if (rest.length > 0 && node !== undefined) return undefined;
  if (node === undefined) return insertKey(model, table, names, value);
  return node.type === 'table' ? undefined : replaceValue(model, node, value);
}

/** The edit that adds a table that is not there, with its entries; `undefined` when something of that name is. */
export function addTable(
  model: TomlModel,
  names: readonly string[],
  entries: Readonly<Record<string, TomlLiteral>>,
): readonly TextEdit[] | undefined {
  if (findNode(model.root, names) !== undefined) return undefined;
  const eol = lineEndingOf(model.file.text);
  const quote = usualQuote(model, model.root);
  const indent = bodyIndent(model, model.root);
  const lines = Object.entries(entries).map(
    ([key, value]) => `${indent}${keySource(key)} = ${literalSource(value, quote)}`,
  );
  return [insertAtEnd(model.file.text, [`[${names.map(keySource).join('.')}]`, ...lines].join(eol), eol, eol)];
}

/** The edit that replaces a whole value, keeping its quote style. */
export function replaceValue(
  model: TomlModel,
  node: TomlLeaf | TomlArray,
  value: TomlLiteral,
): readonly TextEdit[] | undefined {
  if (node.type === 'array' && node.form === 'tables') return undefined;
  const first = node.type === 'leaf' ? node : node.items[0];
  const old = first?.type === 'leaf' && (first.quote === '"' || first.quote === "'") ? first.quote : undefined;
  const quote = old ?? usualQuote(model, tableAround(node));
  return [{ span: node.valueSpan, newText: literalSource(value, quote) }];
}

function tableAround(node: TomlLeaf | TomlArray): TomlTable {
  let { parent } = node;
  while (parent.type !== 'table') parent = parent.parent;
  return parent;
}

/** The edit that inserts a key that is not there; several names make a dotted key or a new table, as the file does it. */
function insertKey(
  model: TomlModel,
  table: TomlTable,
  names: readonly string[],
  value: TomlLiteral,
): readonly TextEdit[] | undefined {
  const source = literalSource(value, usualQuote(model, table));
  if (table.form === 'inline') return [insertInline(model, table, table, names, source)];
  if (table.form === 'dotted') return insertDotted(model, table, names, source);
  if (names.length > 1 && !writesDotted(model, table)) return [insertHeader(model, table, names, source)];
  if (table.form === 'implicit') return [insertImplicitHeader(model, table, names, source)];
  return [insertLine(model, table, names, source)];
}

function insertLine(model: TomlModel, table: TomlTable, names: readonly string[], source: string): TextEdit {
  const { text } = model.file;
  const eol = lineEndingOf(text);
  const line = entrySource(text, table.statements, names.map(keySource).join('.'), source);
  const last = table.statements[table.statements.length - 1];
  if (last !== undefined) {
    return insertAfterLine(text, last.span.end, `${eol}${indentOf(text, last.span.start)}${line}`);
  }
  if (table.headerSpan !== undefined) {
    return insertAfterLine(text, table.headerSpan.end, `${eol}${indentOf(text, table.headerSpan.start)}${line}`);
  }
  const first = firstHeader(model.root);
  if (first === undefined) return insertAtEnd(text, line, eol);
  return { span: at(aboveComments(text, first)), newText: `${line}${eol}${eol}` };
}

function insertDotted(
  model: TomlModel,
  table: TomlTable,
  names: readonly string[],
  source: string,
): readonly TextEdit[] | undefined {
  const { text } = model.file;
  let owner: TomlTable['parent'] = table;
  let depth = 0;
  while (owner?.type === 'table' && owner.form === 'dotted') {
    owner = owner.parent;
    depth++;
  }
  const last = table.statements[table.statements.length - 1];
  const end = last?.key[depth - 1]?.span.end;
  if (last === undefined || end === undefined) return undefined;
  const key = `${text.slice(last.keySpan.start, end)}.${names.map(keySource).join('.')}`;
  if (owner?.type === 'table' && owner.form === 'inline') {
    return [{ span: at(last.span.end), newText: `, ${entrySource(text, table.statements, key, source)}` }];
  }
  const line = entrySource(text, table.statements, key, source);
  return [insertAfterLine(text, last.span.end, `${lineEndingOf(text)}${indentOf(text, last.span.start)}${line}`)];
}

function insertInline(
  model: TomlModel,
  table: TomlTable,
  style: TomlTable,
  names: readonly string[],
  source: string,
): TextEdit {
  const { text } = model.file;
  const entry = entrySource(text, style.statements, names.map(keySource).join('.'), source);
  const last = table.statements[table.statements.length - 1];
  if (last === undefined) {
    return { span: span(table.span.start + 1, table.span.end - 1), newText: ` ${entry} ` };
  }
  const ownLine = lineStart(text, last.span.start) > table.span.start;
  const gap = ownLine ? `${lineEndingOf(text)}${indentOf(text, last.span.start)}` : ' ';
  return { span: at(last.span.end), newText: `,${gap}${entry}` };
}

/** `[table.names]` behind everything that belongs to `table`; of a root at the end of the file. */
function insertHeader(model: TomlModel, table: TomlTable, names: readonly string[], source: string): TextEdit {
  const { text } = model.file;
  const eol = lineEndingOf(text);
  const key = names[names.length - 1] ?? '';
  const header = headerText(table, names.slice(0, -1));
  const sibling = firstHeader(table);
  const indent = indentOf(text, sibling ?? table.headerSpan?.start ?? 0);
  const inner = indent + bodyIndent(model, table);
  const block = `${indent}${header}${eol}${inner}${entrySource(text, table.statements, keySource(key), source)}`;
  if (table.form === 'root') return insertAtEnd(text, block, eol, eol);
  return insertAfterLine(text, extent(table).end, `${eol}${eol}${block}`);
}

function insertImplicitHeader(model: TomlModel, table: TomlTable, names: readonly string[], source: string): TextEdit {
  const { text } = model.file;
  const eol = lineEndingOf(text);
  const first = firstHeader(table) ?? text.length;
  const indent = indentOf(text, first);
  const entry = entrySource(text, [], names.map(keySource).join('.'), source);
  return {
    span: at(aboveComments(text, first)),
    newText: `${indent}${headerText(table, [])}${eol}${indent}${entry}${eol}${eol}`,
  };
}

/** The edit that removes a key with its line, or an item with its comma; `undefined` for `[[tables]]`. */
export function removeNode(model: TomlModel, node: TomlLeaf | TomlArray): readonly TextEdit[] | undefined {
  const { text } = model.file;
  if (node.type === 'array' && node.form === 'tables') return undefined;
  const { start, end } = node.entrySpan;
  if (node.membership === 'table') {
    const from = lineStart(text, start);
    let to = lineEnd(text, end);
    if (text[to] === '\r') to++;
    if (text[to] === '\n') to++;
    return [{ span: span(from, to), newText: '' }];
  }
  const comma = nextComma(text, end);
  if (comma !== undefined) {
    let to = comma + 1;
    while (text[to] === ' ') to++;
    return [{ span: span(start, to), newText: '' }];
  }
  let from = start;
  while (from > 0 && ' \t\r\n'.includes(text.charAt(from - 1))) from--;
  return [{ span: span(text[from - 1] === ',' ? from - 1 : start, end), newText: '' }];
}

function nextComma(text: string, from: number): number | undefined {
  let i = from;
  while (i < text.length && ' \t\r\n'.includes(text.charAt(i))) i++;
  return text[i] === ',' ? i : undefined;
}

/** Whether sub-tables of this one are written as dotted keys: some are, and none has a header. */
function writesDotted(model: TomlModel, table: TomlTable): boolean {
  if (firstHeader(table) !== undefined) return false;
  const dotted = table.statements.some((entry) => entry.key.length > 1);
  return dotted || (table.form === 'root' && model.root.statements.length === 0 && model.tables.length === 1);
}

/** Where the first header inside a table starts. */
function firstHeader(table: TomlTable): number | undefined {
  let first: number | undefined;
  for (const inner of tablesIn(table)) {
    if (inner.headerSpan === undefined || inner.form === 'inline') continue;
    if (first === undefined || inner.headerSpan.start < first) first = inner.headerSpan.start;
  }
  return first;
}

/** From a table's start to the end of its last sub-table. */
function extent(table: TomlTable): Span {
  let { start, end } = table.span;
  for (const inner of tablesIn(table)) {
    if (inner.form === 'implicit') continue;
    start = Math.min(start, inner.span.start);
    end = Math.max(end, inner.span.end);
  }
  return span(start, end);
}

function* tablesIn(node: TomlNode): Generator<TomlTable> {
  if (node.type === 'leaf') return;
  for (const child of node.type === 'table' ? node.entries.values() : node.items) {
    if (child.type === 'table') yield child;
    yield* tablesIn(child);
  }
}

function headerText(table: TomlTable, names: readonly string[]): string {
  const path = [...table.path.filter((step) => typeof step === 'string'), ...names];
  return `[${path.map(keySource).join('.')}]`;
}

/** How much deeper than its header a table's entries are indented in this file. */
function bodyIndent(model: TomlModel, near: TomlTable): string {
  const { text } = model.file;
  for (const table of [near, ...model.tables]) {
    const [entry] = table.statements;
    if (table.headerSpan === undefined || table.form === 'inline' || entry === undefined) continue;
    const outer = indentOf(text, table.headerSpan.start);
    const inner = indentOf(text, entry.span.start);
    return inner.startsWith(outer) ? inner.slice(outer.length) : '';
  }
  return '';
}

function insertAfterLine(text: string, offset: number, newText: string): TextEdit {
  return { span: at(lineEnd(text, offset)), newText };
}

/** At the end of the file, which keeps or gets its final line break. */
function insertAtEnd(text: string, block: string, eol: string, gap = ''): TextEdit {
  let end = text.length;
  while (end > 0 && ' \t\r\n'.includes(text.charAt(end - 1))) end--;
  const isEmpty = end === 0 || (end === 1 && text.charCodeAt(0) === 0xfeff);
  const tail = text.slice(end);
  const newText = `${isEmpty ? '' : `${eol}${gap}`}${block}${tail.includes('\n') ? '' : eol}`;
  return { span: at(isEmpty ? text.length : end), newText };
}

/** The start of the comment lines that stand directly above the line of `offset`. */
function aboveComments(text: string, offset: number): number {
  let start = lineStart(text, offset);
  while (start > 0) {
    const previous = lineStart(text, start - 1);
    if (!text.slice(previous, start).trimStart().startsWith('#')) break;
    start = previous;
  }
  return start === 0 && text.charCodeAt(0) === 0xfeff ? 1 : start;
}

function lineStart(text: string, offset: number): number {
  let i = offset;
  while (i > 0 && text[i - 1] !== '\n' && text[i - 1] !== '\r') i--;
  if (i === 0 && text.charCodeAt(0) === 0xfeff) return 1;
  return i;
}

function lineEnd(text: string, offset: number): number {
  let i = offset;
  while (i < text.length && text[i] !== '\n' && text[i] !== '\r') i++;
  return i;
}

function indentOf(text: string, offset: number): string {
  const before = text.slice(lineStart(text, offset), offset);
  return before.trim() === '' ? before : '';
}
