import type { Span } from '../../../text/span.ts';
import type { Location } from '../../format.ts';
import type { Certainty, Lookup } from '../read/interpolate.ts';
import type { ScalarStyle, SourceNode } from '../read/tree.ts';

/** What an author does the same way throughout a file. */
export interface DocumentStyle {
  readonly newline: '\n' | '\r\n';
  /** Columns from a key to the keys below it; `undefined` when the file shows none. */
  readonly step: number | undefined;
  /** Columns from a key to the dashes below it. */
  readonly dash: number | undefined;
  readonly quote: '"' | "'";
}

/** A file that took part in a model. */
export interface ComposeDocument {
  readonly uri: string;
  readonly text: string;
  /** What the env files of its project give a name. */
  readonly lookup: Lookup;
  /** The whole document as written. */
  readonly root: SourceNode | undefined;
  /** Another tool fills it in first: a text with a tag of that tool in it is not known. */
  readonly isTemplate: boolean;
  /** Whether a place is in a branch of that tool's: what stands there may not be there. */
  readonly isConditional: (span: Span) => boolean;
  /** How its author lays it out; found out when the first edit asks. */
  readonly style: () => DocumentStyle;
}

interface Placed {
  /** The file that holds it: the place for a finding, and for an edit. */
  readonly uri: string;
  /** The value as written in that file (quotes included, anchor and tag excluded); empty behind the colon when there is no value. */
  readonly span: Span;
  /** True when several services (or places) use this very text through an anchor, `<<` or `extends`: an edit changes all of them. */
  readonly shared: boolean;
  readonly document: ComposeDocument;
  /** The node of the source; the edit operations need it. */
  readonly source: SourceNode;
}

/** A `${NAME}` in a scalar (same shape as `Reference` of the named values). */
export interface ComposeReference {
  readonly name: string;
  /** The whole reference, `$` and braces included. */
  readonly span: Span;
  readonly operator: '' | '-' | ':-' | '?' | ':?' | '+' | ':+';
  readonly word?: { readonly text: string; readonly span: Span } | undefined;
  /** What `.env` (or `include`'s `env_file`) gives the name. */
  readonly resolved?: { readonly text: string; readonly at: Location } | undefined;
}

/** A text with its interpolation. */
export interface ComposeText {
  readonly uri: string;
  readonly span: Span;
  /** Decoded, references as written, `$$` as written. */
  readonly text: string;
  /** After interpolation (`$$` is `$`); `undefined` when a reference cannot be known. */
  readonly value: string | undefined;
  readonly certainty: Certainty;
  readonly references: readonly ComposeReference[];
}

export interface ComposeScalar extends Placed {
  readonly kind: 'scalar';
  readonly style: ScalarStyle;
  /** Without quotes. */
  readonly contentSpan: Span;
  /** Whether the source of the content is `text` character for character: then offsets into one are offsets into the other. */
  readonly verbatim: boolean;
  readonly text: string;
  readonly value: string | undefined;
  readonly certainty: Certainty;
  readonly references: readonly ComposeReference[];
  /** No value at all, `null` or `~`. */
  readonly isNull: boolean;
  /** False for plain numbers, booleans and null. */
  readonly isString: boolean;
}

export interface ComposeEntry {
  readonly key: string;
  readonly keySpan: Span;
  /** The file the key stands in. */
  readonly uri: string;
  /** From key to the end of the value. */
  readonly span: Span;
  readonly value: ComposeNode;
}

export interface ComposeMap extends Placed {
  readonly kind: 'map';
  readonly flow: boolean;
  readonly entries: readonly ComposeEntry[];
  entry(key: string): ComposeEntry | undefined;
  get(key: string): ComposeNode | undefined;
}

export interface ComposeList extends Placed {
  readonly kind: 'list';
  readonly flow: boolean;
  readonly items: readonly ComposeNode[];
}

/** A node with anchors, `<<`, `extends` and overrides applied. Parts may stand in different files. */
export type ComposeNode = ComposeScalar | ComposeMap | ComposeList;
