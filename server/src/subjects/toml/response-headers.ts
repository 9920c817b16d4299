import type { TomlModel } from '../../formats/toml/model/model.ts';
import type { TomlLeaf, TomlNode, TomlTable } from '../../formats/toml/read/tree.ts';
import { splitKeyPath } from '../../knowledge/toml/key-path.ts';
import type { Span } from '../../text/span.ts';
import { applicationOf } from './application-of.ts';
import { scalarOf } from './seen.ts';

/** One header of an answer. */
export interface ResponseHeader {
  /** Lower case. */
  readonly name: string;
  readonly leaf: TomlLeaf;
  /** In one line: TOML’s multi-line strings are written for the reader. */
  readonly value: string;
}

/** The headers that one table sets for some paths. */
export interface ResponseHeaderTable {
  /** The paths, as written; `undefined` when not known. */
  readonly paths: string | undefined;
  /** Whether they are for every page, of a program that adds none of its own. */
  readonly everywhere: boolean;
  readonly values: TomlTable;
  /** Every name in it, lower case, also of values that are not known. */
  readonly names: ReadonlySet<string>;
  readonly headers: readonly ResponseHeader[];
}

/** The tables of response headers, where the application’s profile says which they are. */
export function responseHeaderTables(model: TomlModel): readonly ResponseHeaderTable[] {
  const shape = applicationOf(model)?.responseHeaders;
  const run = shape === undefined ? undefined : model.get(splitKeyPath(shape.tables));
  if (shape === undefined || run?.type !== 'array') return [];
  return run.items.flatMap((table) => {
    const values = table.type === 'table' ? table.entries.get(shape.values) : undefined;
    if (table.type !== 'table' || values?.type !== 'table') return [];
    const paths = scalarOf(model.file.text, table.entries.get(shape.pattern));
    return [
      {
        paths: typeof paths === 'string' ? paths : undefined,
        everywhere: shape.everything !== undefined && paths === shape.everything,
        values,
        names: new Set([...values.entries.keys()].map((name) => name.toLowerCase())),
        headers: headersIn(model, [...values.entries]),
      },
    ];
  });
}

function headersIn(model: TomlModel, entries: readonly (readonly [string, TomlNode])[]): readonly ResponseHeader[] {
  return entries.flatMap(([name, node]) => {
    const value = scalarOf(model.file.text, node);
    if (node.type !== 'leaf' || typeof value !== 'string') return [];
    return [{ name: name.toLowerCase(), leaf: node, value: value.replace(/\s+/g, ' ').trim() }];
  });
}

/** Where the seconds of `max-age` stand in a header’s source; `undefined` when they are written in another way. */
export function maxAgeSpan(model: TomlModel, { leaf }: ResponseHeader): Span | undefined {
  const { start, end } = leaf.textSpan;
  const match = /max-age\s*=\s*["\\]{0,2}(\d{1,15})/i.exec(model.file.text.slice(start, end));
  if (match === null) return undefined;
  const last = start + match.index + match[0].length;
  return { start: last - (match[1] ?? '').length, end: last };
}
