import type { Span } from '../text/span.ts';
import type { NamedValue } from './named-value.ts';

/** A part of a URL and where it stands in the file. */
export interface UrlPart {
  readonly text: string;
  readonly span: Span;
}

/** A URL or connection string (`scheme://user:pass@host:port/path?query`, JDBC) inside a named value. */
export interface UrlValue {
  readonly value: NamedValue;
  /** The whole URL. */
  readonly span: Span;
  /** Lower case, `jdbc:` stripped: `postgres`, `https`. */
  readonly scheme: string;
  readonly schemeSpan: Span;
  readonly user: UrlPart | undefined;
  /** As written, percent-encoding kept; may hold a `${reference}`. */
  readonly password: UrlPart | undefined;
  readonly host: UrlPart | undefined;
  readonly port: UrlPart | undefined;
  readonly path: UrlPart | undefined;
  readonly query: readonly { readonly name: UrlPart; readonly value: UrlPart | undefined }[];
}
