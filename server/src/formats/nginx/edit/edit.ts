import { lineEndingOf } from '../../../text/edit.ts';
import { at, type Span } from '../../../text/span.ts';
import type { RelatedFiles } from '../../related-files.ts';
import type { NginxDirective, NginxEdit, NginxEditing, NginxScope } from '../model/model.ts';
import type { NginxFile } from '../read/tree.ts';
import { quoteWord } from '../read/word.ts';

interface InsertPlace {
  readonly after?: NginxDirective;
  readonly first?: boolean;
  readonly snippet?: boolean;
}

/** Makes edits against the texts of the tree's files. Stateless but for the texts it is given. */
export function createEditing(file: NginxFile, files: RelatedFiles): NginxEditing {
  return new Editor(file, files);
}

class Editor implements NginxEditing {
  readonly #file: NginxFile;
  readonly #files: RelatedFiles;

  constructor(file: NginxFile, files: RelatedFiles) {
    this.#file = file;
    this.#files = files;
  }

  insert(scope: NginxScope, statements: readonly string[], where: InsertPlace = {}): readonly NginxEdit[] | undefined {
    const first = statements[0];
    if (first === undefined) return [];
    if (!scope.visible && scope.directives.length === 0) return undefined;
    const name = nameOf(first);
    const own = scope.directives.filter((directive) => directive.uri === scope.uri);
    const after = where.after ?? (where.first === true ? undefined : (lastOf(own, name) ?? endOfPlain(own)));
    if (after !== undefined && after.uri === scope.uri) return this.insertAfter(after, statements, where.snippet);
    return this.#insertAtStart(scope, statements, where.snippet);
  }

  insertAfter(directive: NginxDirective, statements: readonly string[], snippet?: boolean): readonly NginxEdit[] {
    const text = this.#textOf(directive.uri);
    const eol = lineEndingOf(text);
    const indent = indentOf(text, directive.span.start);
    if (!startsLine(text, directive.span.start) && !statements.some((statement) => statement.includes('\n')))
      return [edit(directive.uri, at(directive.span.end), ` ${statements.join(' ')}`, snippet)];
    const end = endOfLineComment(text, directive.span.end);
    const lines = layOut(statements, indent, this.#stepOf(directive.scope, text), eol);
    return [edit(directive.uri, at(end), lines.map((line) => eol + line).join(''), snippet)];
  }

  insertBlockAfter(sibling: NginxScope, block: string, snippet?: boolean): readonly NginxEdit[] | undefined {
    const laid = this.#besideOf(sibling, block);
    if (laid === undefined) return undefined;
    const { text, eol, opener, lines } = laid;
    const end = endOfLineComment(text, opener.span.end);
    return [edit(sibling.uri, at(end), eol + eol + lines.join(eol), snippet)];
  }

  insertBlockBefore(sibling: NginxScope, block: string, snippet?: boolean): readonly NginxEdit[] | undefined {
    const laid = this.#besideOf(sibling, block);
    if (laid === undefined) return undefined;
    const { eol, indent, opener, lines } = laid;
    const before = lines.join(eol).slice(indent.length);
    return [edit(sibling.uri, at(opener.span.start), before + eol + eol + indent, snippet)];
  }

  /** A block laid out as the lines of a sibling's siblings; `undefined` for a scope without an opening line. */
  #besideOf(sibling: NginxScope, block: string) {
    const { opener } = sibling;
    if (opener === undefined) return undefined;
    const text = this.#textOf(sibling.uri);
    const eol = lineEndingOf(text);
    const indent = indentOf(text, opener.span.start);
    return { text, eol, indent, opener, lines: layOut([block], indent, this.#stepOf(sibling, text), eol) };
  }

  replaceArg(directive: NginxDirective, index: number, value: string): readonly NginxEdit[] {
    const word = directive.args[index];
    if (word === undefined) return this.appendArg(directive, quoteWord(value));
    return [edit(directive.uri, word.span, quoteWord(value, word.quote))];
  }

  replaceArgs(directive: NginxDirective, args: readonly string[]): readonly NginxEdit[] {
    const first = directive.args[0];
    const last = directive.args[directive.args.length - 1];
    const text = args.join(' ');
    if (first === undefined || last === undefined) return text === '' ? [] : this.appendArg(directive, text);
    if (text === '') return [edit(directive.uri, { start: directive.node.name.span.end, end: last.span.end }, '')];
    return [edit(directive.uri, { start: first.span.start, end: last.span.end }, text)];
  }

  appendArg(directive: NginxDirective, text: string): readonly NginxEdit[] {
    const last = directive.args[directive.args.length - 1] ?? directive.node.name;
    return [edit(directive.uri, at(last.span.end), ` ${text}`)];
  }

  removeArg(directive: NginxDirective, index: number): readonly NginxEdit[] {
    const word = directive.args[index];
    if (word === undefined) return [];
    const text = this.#textOf(directive.uri);
    let start = word.span.start;
    while (start > 0 && isSpace(text[start - 1])) start--;
    return [edit(directive.uri, { start, end: word.span.end }, '')];
  }

  rename(directive: NginxDirective, name: string): readonly NginxEdit[] {
    return [edit(directive.uri, directive.nameSpan, name)];
  }

  remove(directive: NginxDirective): readonly NginxEdit[] {
    return [edit(directive.uri, wholeLines(this.#textOf(directive.uri), directive.span), '')];
  }

  textOf(directive: NginxDirective): string {
    const text = this.#textOf(directive.uri);
    const indent = indentOf(text, directive.span.start);
    return text
      .slice(directive.span.start, directive.span.end)
      .split('\n')
      .map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line))
      .map((line, i) => (i > 0 && line.startsWith(indent) ? line.slice(indent.length) : line))
      .join('\n');
  }

  #insertAtStart(
    scope: NginxScope,
    statements: readonly string[],
    snippet?: boolean,
  ): readonly NginxEdit[] | undefined {
    const text = this.#textOf(scope.uri);
    const eol = lineEndingOf(text);
    const step = this.#stepOf(scope, text);
    const body = scope.opener?.node.body;
    if (scope.opener === undefined || body === undefined) {
      const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
      return [edit(scope.uri, at(start), layOut(statements, '', step, eol).join(eol) + eol, snippet)];
    }
    const outer = indentOf(text, scope.opener.span.start);
    const lines = layOut(statements, outer + step, step, eol);
    const open = body.inner.start;
    // `location / { }` on one line: the closing brace moves to a line of its own.
    const rest = text.slice(open, body.inner.end);
    const isOneLine = body.closeAt !== undefined && !rest.includes('\n');
    const added = lines.map((line) => eol + line).join('');
    if (!isOneLine) return [edit(scope.uri, at(endOfLineComment(text, open)), added, snippet)];
    if (rest.trim() === '')
      return [edit(scope.uri, { start: open, end: body.inner.end }, added + eol + outer, snippet)];
    return [edit(scope.uri, at(open), ` ${lines.map((line) => line.trim()).join(' ')}`, snippet)];
  }

  #textOf(uri: string): string {
    if (uri === this.#files.uri) return this.#file.text;
    const other = this.#files.get(uri);
    return other.state === 'read' ? other.text : '';
  }

  /** One step of indentation, as the block's own content or the file shows it; four spaces otherwise. */
  #stepOf(scope: NginxScope, text: string): string {
    for (const level of scope.chain()) {
      const inner = level.directives.find((directive) => directive.uri === level.uri && level.opener !== undefined);
      if (inner === undefined || level.opener === undefined || level.uri !== scope.uri) continue;
      const outer = indentOf(text, level.opener.span.start);
      const own = indentOf(text, inner.span.start);
      if (own.length > outer.length && own.startsWith(outer)) return own.slice(outer.length);
    }
    return stepOfText(text);
  }
}

function edit(uri: string, span: Span, newText: string, snippet?: boolean): NginxEdit {
  return snippet === true ? { uri, span, newText, snippet } : { uri, span, newText };
}

function nameOf(statement: string): string {
  const end = statement.search(/[\s;{]/);
  return end < 0 ? statement : statement.slice(0, end);
}

function lastOf(directives: readonly NginxDirective[], name: string): NginxDirective | undefined {
  return directives.filter((directive) => directive.name === name && directive.node.terminator === ';').at(-1);
}

/** The last of the leading plain directives: settings come before blocks. */
function endOfPlain(directives: readonly NginxDirective[]): NginxDirective | undefined {
  const firstBlock = directives.findIndex((directive) => directive.node.body !== undefined);
  const plain = firstBlock < 0 ? directives : directives.slice(0, firstBlock);
  return plain.filter((directive) => directive.node.terminator === ';').at(-1);
}

/** The white space in front of the line that `offset` is on. */
function indentOf(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  let end = start;
  while (end < offset && isSpace(text[end])) end++;
  return text.slice(start, end);
}

function startsLine(text: string, offset: number): boolean {
  let start = offset;
  while (isSpace(text[start - 1])) start--;
  return start === 0 || text[start - 1] === '\n';
}

function isSpace(char: string | undefined): boolean {
  return char === ' ' || char === '\t';
}

/** Behind a comment that explains what stands before it on the line; else where nothing but white space follows, else `offset`. */
function endOfLineComment(text: string, offset: number): number {
  let i = offset;
  while (isSpace(text[i])) i++;
  if (text[i] !== '#') return offset;
  let end = text.indexOf('\n', i);
  if (end === -1) end = text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}

function layOut(statements: readonly string[], indent: string, step: string, eol: string): readonly string[] {
  return statements
    .flatMap((statement) => statement.split('\n'))
    .map((line) => {
      let tabs = 0;
      while (line[tabs] === '\t') tabs++;
      const content = line.slice(tabs);
      return content === '' ? '' : indent + step.repeat(tabs) + content;
    })
    .map((line) => (eol === '\r\n' && line.endsWith('\r') ? line.slice(0, -1) : line));
}

/** The span of a statement with its line break, when nothing else stands on its lines; a comment behind it goes too. */
function wholeLines(text: string, span: Span): Span {
  const lineStart = text.lastIndexOf('\n', span.start - 1) + 1;
  const isFirst = text.slice(lineStart, span.start).trim() === '';
  const commentEnd = endOfLineComment(text, span.end);
  let end = commentEnd;
  while (isSpace(text[end])) end++;
  if (text[end] === '\r') end++;
  const endsLine = end >= text.length || text[end] === '\n';
  if (isFirst && endsLine) return { start: lineStart, end: Math.min(end + 1, text.length) };
  let start = span.start;
  while (!isFirst && isSpace(text[start - 1])) start--;
  return { start, end: span.end };
}

function stepOfText(text: string): string {
  for (
    let line = text.indexOf('\n'), lines = 0;
    line !== -1 && lines < 200;
    line = text.indexOf('\n', line + 1), lines++
  ) {
    if (text[line + 1] === '\t') return '\t';
    let width = 0;
    while (text[line + 1 + width] === ' ') width++;
    if (width >= 2 && text[line + 1 + width] !== '#') return ' '.repeat(Math.min(width, 8));
  }
  return '    ';
}
