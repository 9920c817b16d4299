import type { NginxDirective, NginxModel, NginxScope } from '../../formats/nginx/model/model.ts';
import type { NginxNode } from '../../formats/nginx/read/tree.ts';
import { directiveFacts, takes } from '../../knowledge/nginx/directives.ts';
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
  const opened = model.directives.filter(({ node, uri }) => uri === model.uri && isInside(node, offset));
  const around = opened.at(-1);
  if (around?.node.body?.kind === 'raw') return undefined;
  const scope = around?.block ?? topScope(model);
  const statements = scope.directives.filter(({ uri }) => uri === model.uri);
  const directive = statements.find(({ node }) => holds(node, offset, file.text));
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

/**
 * Where somebody is typing: like {@link placeAt}, but a line that follows a statement which has all it needs and no `;` yet begins a new
 * one, although nginx would read on.
 */
export function typingPlaceAt(model: NginxModel, offset: number): NginxPlace | undefined {
  const place = placeAt(model, offset);
  if (place?.directive === undefined || place.part === 'name' || place.scope.kind === 'entries') return place;
  const { text } = model.file;
  const word = wordAround(text, offset);
  const lineStart = text.lastIndexOf('\n', word.start - 1) + 1;
  const isFirst = text.slice(lineStart, word.start).trim() === '' && lineStart > place.directive.nameSpan.end;
  if (!isFirst || !isComplete(place.directive, place.index) || continues(text, word)) return place;
  return { scope: place.scope, directive: undefined, part: 'name', index: 0, word };
}

/** Whether a statement could end behind so many arguments. Unknown directives could at any. */
function isComplete({ name }: NginxDirective, count: number): boolean {
  const forms = directiveFacts(name)?.forms ?? [];
  return forms.length === 0 ? count > 0 : forms.some((form) => takes(form, count));
}

/** Whether a line's first word is the last part of a statement written over several lines: the `;` follows at once. */
function continues(text: string, word: Span): boolean {
  return word.end > word.start && text.charAt(word.end) === ';';
}

function isInside(node: NginxNode, offset: number): boolean {
  const { body } = node;
  return body !== undefined && body.inner.start <= offset && offset <= body.inner.end;
}

/** From the name to in front of the `;` or `{`; a statement without an end also holds the rest of its line. */
function holds(node: NginxNode, offset: number, text: string): boolean {
  if (offset < node.name.span.start) return false;
  if (node.terminator === 'placeholder') return false;
  if (offset <= node.terminatorAt) return true;
  return node.terminator === 'missing' && isBlank(text, node.terminatorAt, offset);
}

/** Whether only blanks of one line stand between two offsets. */
function isBlank(text: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (text[i] !== ' ' && text[i] !== '\t') return false;
  return true;
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
