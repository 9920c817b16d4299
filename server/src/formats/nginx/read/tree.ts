import type { Span } from '../../../text/span.ts';
import type { ReadFile } from '../../format.ts';
import type { NginxWord } from './word.ts';

/** A statement: `name args ;` or `name args { … }`. */
export interface NginxNode {
  readonly name: NginxWord;
  readonly args: readonly NginxWord[];
  /** From the name to the `;` or the closing `}` (or as far as it got). */
  readonly span: Span;
  /** `missing`: the text went on or ended before one. `placeholder`: a lone `${NAME}` of a template, its content is not known. */
  readonly terminator: ';' | '{' | 'missing' | 'placeholder';
  /** The offset of the `;` or `{`; of the place where it is missing otherwise. */
  readonly terminatorAt: number;
  readonly body: NginxBody | undefined;
}

/** What stands between `{` and `}`. */
export interface NginxBody {
  /** `directives`; `entries`: lines of `map`, `geo`, `types` … whose first word is a key, not a directive; `raw`: Lua code. */
  readonly kind: 'directives' | 'entries' | 'raw';
  /** From behind the `{` to before the `}`. */
  readonly inner: Span;
  /** The offset of the `}`; `undefined` when it is missing. */
  readonly closeAt: number | undefined;
  /** In the order of the text; empty for `raw`. */
  readonly nodes: readonly NginxNode[];
}

/** A file inside an `nginx -T` dump. */
export interface NginxDumpSection {
  /** The absolute path of the marker line `# configuration file <path>:`. */
  readonly path: string;
  readonly span: Span;
  readonly nodes: readonly NginxNode[];
}

export interface NginxFile extends ReadFile {
  /** Top-level statements in the order of the text; of a dump: those of its first section. */
  readonly nodes: readonly NginxNode[];
  /** The files of an `nginx -T` dump; empty for an ordinary file. */
  readonly sections: readonly NginxDumpSection[];
  /** Where syntax of another template language begins (`{{`, `{%`, `<%`): then `complete` is false and nothing is called a mistake. */
  readonly template: Span | undefined;
  /** Parts that the template language writes, leaves out or repeats: `{% if %}` … `{% endif %}`. In order, none inside another. */
  readonly branches: readonly Span[];
}
