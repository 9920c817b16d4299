import { findNode } from '../../formats/toml/model/lookup.ts';
import type { TomlModel } from '../../formats/toml/model/model.ts';
import type { TomlPath, TomlTable } from '../../formats/toml/read/tree.ts';
import { type Span, span } from '../../text/span.ts';

/** Where the cursor stands, as far as completion cares. */
export type Place =
  /** In `[…]` or `[[…]]`; `typed` are the whole names before the cursor. */
  | { readonly kind: 'header'; readonly typed: readonly string[]; readonly word: Span; readonly array: boolean }
  /** Where a key is typed, in the table at `path`; dotted names before the word are part of it. */
  | { readonly kind: 'key'; readonly path: TomlPath; readonly word: Span }
  /** Behind `=`: the value of the key at `path`. `word` is what is typed of it, `quoted` whether inside quotes. */
  | { readonly kind: 'value'; readonly path: TomlPath; readonly word: Span; readonly quoted: boolean };

const KEY = /^[ \t]*(?:([\w."' -]*)\.)?([\w-]*)$/;
const HEADER = /^[ \t]*(\[\[?)[ \t]*(?:([\w."' -]*)\.)?([\w-]*)$/;
const VALUE = /^[ \t]*([\w."'-]+(?:[ \t]*\.[ \t]*[\w"'-]+)*)[ \t]*=[ \t]*(["']?)([\w./:*-]*)$/;

/** What can be completed at an offset; `undefined` inside comments, strings and anywhere else. Reads the line, so half-typed text is fine. */
export function placeAt(model: TomlModel, offset: number): Place | undefined {
  const { text } = model.file;
  const lineStart = Math.max(text.lastIndexOf('\n', offset - 1) + 1, text.charCodeAt(0) === 0xfeff ? 1 : 0);
  if (offset - lineStart > 400 || insideComment(model, offset)) return undefined;
  const inline = inlineTableAt(model, offset);
  const from =
    inline === undefined ? lineStart : lastSeparator(text, Math.max(inline.span.start + 1, lineStart), offset);
  const line = text.slice(from, offset);
  const tablePath = (inline ?? sectionAt(model, lineStart)).path;
  return (
    headerPlace(line, offset, inline !== undefined) ??
    keyPlace(line, offset, tablePath) ??
    valuePlace(line, offset, tablePath)
  );
}

function headerPlace(line: string, offset: number, inline: boolean): Place | undefined {
  const match = inline ? null : HEADER.exec(line);
  if (match === null) return undefined;
  const word = span(offset - (match[3] ?? '').length, offset);
  return { kind: 'header', typed: namesOf(match[2]), word, array: match[1] === '[[' };
}

function keyPlace(line: string, offset: number, table: TomlPath): Place | undefined {
  const match = KEY.exec(line);
  if (match === null) return undefined;
  const word = span(offset - (match[2] ?? '').length, offset);
  return { kind: 'key', path: [...table, ...namesOf(match[1])], word };
}

function valuePlace(line: string, offset: number, table: TomlPath): Place | undefined {
  const match = VALUE.exec(line);
  if (match === null) return undefined;
  const word = span(offset - (match[3] ?? '').length, offset);
  return { kind: 'value', path: [...table, ...namesOf(match[1])], word, quoted: match[2] !== '' };
}

function namesOf(dotted: string | undefined): readonly string[] {
  if (dotted === undefined) return [];
  return dotted.split('.').map((name) => name.trim().replace(/^(["'])(.*)\1$/, '$2'));
}

/** The table whose header stands last before an offset. */
function sectionAt(model: TomlModel, offset: number): TomlTable {
  let section = model.root;
  for (const table of model.tables) {
    if (table.form === 'inline' || table.headerSpan === undefined || table.headerSpan.start > offset) continue;
    if (table.headerSpan.start >= (section.headerSpan?.start ?? -1)) section = table;
  }
  return section;
}

function inlineTableAt(model: TomlModel, offset: number): TomlTable | undefined {
  let found: TomlTable | undefined;
  for (const table of model.tables) {
    if (table.form !== 'inline' || table.span.start >= offset || offset > table.span.end) continue;
    const closed = model.file.text[table.span.end - 1] === '}';
    if (closed && offset === table.span.end) continue;
    if (found === undefined || table.span.start >= found.span.start) found = table;
  }
  return found;
}

function lastSeparator(text: string, from: number, offset: number): number {
  return Math.max(from, text.lastIndexOf(',', offset - 1) + 1);
}

function insideComment(model: TomlModel, offset: number): boolean {
  return model.file.comments.some((comment) => comment.span.start < offset && offset <= comment.span.end);
}

/** Whether a key is already written in the table at a path. */
export function isWritten(model: TomlModel, path: TomlPath): boolean {
  return findNode(model.root, path) !== undefined;
}
