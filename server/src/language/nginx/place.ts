import type { NginxDirective, NginxModel, NginxScope } from '../../formats/nginx/model/model.ts';
import type { NginxNode } from '../../formats/nginx/read/tree.ts';
import type { Span } from '../../text/span.ts';

/** Where an offset stands in a file: the words people complete, hover over and jump from. */
export interface NginxPlace {
  /** The innermost block around the offset, else the file's own top level. */
  readonly scope: NginxScope;
  /** The statement the offset is in; `undefined` between statements. */
  readonly directive: NginxDirective | undefined;
  /** `name`: on the directive's name, or where a new one would begin. `argument`: behind it, in front of the `;` or `{`. */
  readonly part: 'name' | 'argument';
  /** The argument's number from 0; where a new one would begin: the number of those in front of it. */
  readonly index: number;
  /** The word at the offset, quotes not included; empty between words. */
  readonly word: Span;
}

/** What stands at an offset; `undefined` inside comments and Lua code. */
export function placeAt(model: NginxModel, offset: number): NginxPlace | undefined {
  const { file } = model;
  if (file.comments.some(({ span }) => span.start < offset && offset <= span.end)) return undefined;
  const opened = model.directives.filter(({ node }) => isInside(node, offset));
  const around = opened.at(-1);
  if (around?.node.body?.kind === 'raw') return undefined;
  const scope = around?.block ?? topScope(model);
  const statements = scope.directives.filter(({ uri }) => uri === model.uri);
  const directive = statements.find(({ node }) => holds(node, offset));
  if (directive === undefined) return { scope, directive, part: 'name', index: 0, word: wordAround(file.text, offset) };
  const { node } = directive;
  if (offset <= node.name.span.end) return { scope, directive, part: 'name', index: 0, word: node.name.content };
  const index = node.args.findIndex(({ span }) => offset <= span.end);
  const argument = node.args[index];
  if (argument === undefined || offset < argument.span.start) {
    const before = node.args.filter(({ span }) => span.end < offset).length;
    return { scope, directive, part: 'argument', index: before, word: { start: offset, end: offset } };
  }
  return { scope, directive, part: 'argument', index, word: argument.content };
}

function isInside(node: NginxNode, offset: number): boolean {
  const { body } = node;
  return body !== undefined && body.inner.start <= offset && offset <= body.inner.end;
}

/** From the name to in front of the `;` or `{`; a statement without an end holds its own line only. */
function holds(node: NginxNode, offset: number): boolean {
  if (offset < node.name.span.start) return false;
  if (node.terminator === 'placeholder') return false;
  return offset <= node.terminatorAt;
}

/** The scope the first line of the file is in. */
export function topScope(model: NginxModel): NginxScope {
  const first = model.directives.find(({ node }) => node === model.file.nodes[0]);
  return first?.scope ?? model.scopes[0] ?? model.root;
}

function wordAround(text: string, offset: number): Span {
  let start = offset;
  let end = offset;
  while (start > 0 && isWord(text.charAt(start - 1))) start--;
  while (end < text.length && isWord(text.charAt(end))) end++;
  return { start, end };
}

function isWord(character: string): boolean {
  return /[\w$@-]/.test(character);
}
