import type { Span } from '../../../text/span.ts';
import type { TomlScalar } from './decode.ts';
import type { KeyPart, Quote, ScalarKind, ScannedEntry } from './syntax.ts';

export type TomlPath = readonly (string | number)[];

interface TomlNodeBase {
  /** From the root; array items have their index. */
  readonly path: TomlPath;
  /** The last name of the path: an item of an array has its array's name. Empty for the root. */
  readonly name: string;
  /** The narrowest name that owns it: the last key part, or the last part of a header. Empty at the start of the file for the root. */
  readonly nameSpan: Span;
}

/** One scalar: a key's value or an item of an array. */
export interface TomlLeaf extends TomlNodeBase {
  readonly type: 'leaf';
  readonly kind: ScalarKind;
  readonly quote: Quote | undefined;
  /** The key as written, dotted parts and all; an array item has its array's. */
  readonly key: readonly KeyPart[];
  readonly keySpan: Span;
  /** With its quotes. */
  readonly valueSpan: Span;
  /** Without its quotes (and without the line break a multi-line string drops). */
  readonly textSpan: Span;
  /** Key to value; an array item's value. */
  readonly entrySpan: Span;
  /** As smol-toml reads it; `undefined` when it is no valid value. */
  readonly value: TomlScalar | undefined;
  /** `table`: a line of its own; `inline`: inside `{ }`; `array`: an item of `[ ]`. */
  readonly membership: 'table' | 'inline' | 'array';
  readonly parent: TomlTable | TomlArray;
}

/** `[ … ]` or the run of `[[name]]` tables. */
export interface TomlArray extends TomlNodeBase {
  readonly type: 'array';
  readonly form: 'inline' | 'tables';
  readonly key: readonly KeyPart[];
  readonly keySpan: Span;
  /** With its brackets; for `[[name]]` tables the first header. */
  readonly valueSpan: Span;
  readonly entrySpan: Span;
  readonly membership: 'table' | 'inline' | 'array';
  readonly items: readonly TomlNode[];
  readonly parent: TomlTable | TomlArray;
}

/**
 * A table as it is meant, however it is written: `root`; `header` (`[a]`); `element` (`[[a]]`); `inline` (`{ }`);
 * `dotted` (made by `a.b = 1`); `implicit` (made by `[a.b]` alone).
 */
export interface TomlTable extends TomlNodeBase {
  readonly type: 'table';
  readonly form: 'root' | 'header' | 'element' | 'inline' | 'dotted' | 'implicit';
  /** The header with its brackets, or the braces of an inline table; `undefined` for root, dotted and implicit tables. */
  readonly headerSpan: Span | undefined;
  /** Header to last entry (not its sub-tables), the braces, or the dotted entries. */
  readonly span: Span;
  /** The entries written in this table's own place: under its header, in its braces, or through its dotted name. */
  readonly statements: readonly ScannedEntry[];
  /** Everything in it by name, wherever it is written; of a duplicate the first. */
  readonly entries: ReadonlyMap<string, TomlNode>;
  readonly parent: TomlTable | TomlArray | undefined;
}

export type TomlNode = TomlLeaf | TomlArray | TomlTable;
