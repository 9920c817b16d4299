import type { TomlModel } from '../../formats/toml/model/model.ts';
import type { TomlTable } from '../../formats/toml/read/tree.ts';
import type { Span } from '../../text/span.ts';
import type { OutlineSymbol } from '../item/outline-symbol.ts';

/** The tables of a file with their keys, in order; keys above the first table stand by themselves. Never a value. */
export function tomlSymbols({ tables }: TomlModel): readonly OutlineSymbol[] {
  return tables.flatMap((table) => {
    if (table.form === 'root') return keysOf(table);
    if ((table.form !== 'header' && table.form !== 'element') || table.headerSpan === undefined) return [];
    const span = around(table.headerSpan, table.span);
    const name = table.path.filter((part) => typeof part === 'string').join('.');
    const detail = table.form === 'element' ? `item ${elementOf(table)}` : '';
    return [{ name, detail, kind: 'table' as const, span, nameSpan: table.headerSpan, children: keysOf(table) }];
  });
}

/** The number of a `[[name]]` among its siblings, from 1. */
function elementOf({ path }: TomlTable): number {
  const last = path.at(-1);
  return typeof last === 'number' ? last + 1 : 1;
}

function keysOf({ statements }: TomlTable): readonly OutlineSymbol[] {
  return statements.map(({ key, keySpan, span }) => ({
    name: key.map(({ text }) => text).join('.'),
    detail: '',
    kind: 'key',
    span: around(keySpan, span),
    nameSpan: keySpan,
    children: [],
  }));
}

function around(a: Span, b: Span): Span {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}
