import type { Span } from '../../../text/span.ts';

/** One part of a dotted key: its decoded text, and where it stands with its quotes. */
export interface KeyPart {
  readonly text: string;
  readonly span: Span;
}

export type ScalarKind = 'string' | 'integer' | 'float' | 'boolean' | 'datetime' | 'unknown';

export type Quote = '"' | "'" | '"""' | "'''";

/** A value as written. Spans cover delimiters; nothing is decoded yet. */
export type ScannedValue =
  | { readonly kind: ScalarKind; readonly span: Span; readonly quote: Quote | undefined }
  | { readonly kind: 'array'; readonly span: Span; readonly items: readonly ScannedValue[] }
  | { readonly kind: 'inline-table'; readonly span: Span; readonly entries: readonly ScannedEntry[] };

/** `key = value`; `value` is missing when it has not been typed yet. */
export interface ScannedEntry {
  readonly type: 'entry';
  readonly key: readonly KeyPart[];
  /** The whole dotted key. */
  readonly keySpan: Span;
  readonly value: ScannedValue | undefined;
  /** Key to value. */
  readonly span: Span;
}

/** `[a.b]` or `[[a.b]]`. */
export interface ScannedHeader {
  readonly type: 'header';
  readonly key: readonly KeyPart[];
  readonly keySpan: Span;
  /** With its brackets. */
  readonly span: Span;
  readonly array: boolean;
}

export type Statement = ScannedEntry | ScannedHeader;
