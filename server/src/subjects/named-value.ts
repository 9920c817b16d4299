import type { Format, Location } from '../formats/format.ts';
import type { TextEdit } from '../text/edit.ts';
import type { Span } from '../text/span.ts';

/** Where a named value stands. Rules that care for the kind of place look here, never at the format's tree. */
export type ValuePlace =
  | 'dotenv'
  | 'compose-environment'
  | 'compose-build-arg'
  | 'compose-label'
  | 'compose-command'
  | 'compose-config'
  | 'toml'
  | 'nginx';

/** A `${NAME}`-style reference inside a value. */
export interface Reference {
  readonly name: string;
  /** The whole reference, `$` and braces included. */
  readonly span: Span;
  /** `-`, `:-` (default), `?`, `:?` (required), `+`, `:+` (alternative), or none. */
  readonly operator: '' | '-' | ':-' | '?' | ':?' | '+' | ':+';
  /** The word behind the operator, raw, with its span; nested references stay in the text. */
  readonly word?: { readonly text: string; readonly span: Span } | undefined;
  /** What the name resolves to from files read (`.env` beside a compose file): the text and where it stands. */
  readonly resolved?: { readonly text: string; readonly at: Location } | undefined;
}

/**
 * A key and its value, wherever it stands: a dotenv entry, an item of compose `environment`, a TOML leaf, an nginx `set`.
 * Rules on secrets, URLs and environment variables are written against this and fire in every format.
 */
export interface NamedValue {
  readonly format: Format;
  readonly place: ValuePlace;
  /** The key as written: `POSTGRES_PASSWORD`, or the last part of a TOML path. */
  readonly name: string;
  /** Owning path of names, own name last: `['services', 'db', 'environment', 'POSTGRES_PASSWORD']`. */
  readonly path: readonly string[];
  readonly nameSpan: Span;
  /** The value's content without quotes; empty span at the place where it would stand when there is none. */
  readonly valueSpan: Span;
  /** The text of `valueSpan` exactly as it stands in the file: escapes and references undecoded. */
  readonly source: string;
  /** The file it stands in (a compose `extends` may bring it from another). */
  readonly uri: string;
  /** True when programs read it from their environment: dotenv, compose `environment`, TOML `[env]` of known applications. */
  readonly isEnvironment: boolean;
  /** The value is a string in its file; TOML and YAML numbers, booleans and dates are not. */
  readonly isString: boolean;
  /**
   * The decoded text when it is written in this file without any reference; `undefined` when a reference makes part of it
   * unknown. A value taken as it is (nginx `$variable` counts as a reference).
   */
  readonly literal: string | undefined;
  /** The text after references are resolved from read files and defaults; `undefined` when part of it stays unknown. */
  readonly resolved: string | undefined;
  readonly references: readonly Reference[];
  /** The compose service, TOML table or nginx server it belongs to. */
  readonly owner?: string | undefined;
  /** The image of the compose service, as written, when literal. */
  readonly image?: string | undefined;
  /** Names that count as dictionary words here (service, project, database and user names beside it). */
  readonly contextWords: readonly string[];
  /** Whether git tracks the file; `undefined` when not known. */
  readonly tracked?: boolean | undefined;
  /**
   * The edits that make the value decode to `text`, keeping this format's quoting (quotes are added only where needed);
   * `undefined` when the value cannot be replaced in place (it comes from an anchor shared with others, a block scalar …).
   */
  replaceWith(text: string): readonly TextEdit[] | undefined;
  /** The edits that replace one part of the value's source (a reference's default, a password in a URL) by `text`. */
  replacePart(part: Span, text: string): readonly TextEdit[] | undefined;
  /** The edits that remove the whole entry with its line; `undefined` where that would break the file. */
  remove(): readonly TextEdit[] | undefined;
}
