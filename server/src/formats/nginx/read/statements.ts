import { append } from '../../../text/append.ts';
import { DEEPEST, TOO_DEEP } from '../../../text/nesting.ts';
import type { Span } from '../../../text/span.ts';
import type { Comment, SyntaxProblem } from '../../format.ts';
import { NginxLexer } from './lexer.ts';
import { endOfLua } from './lua.ts';
import { bodyKindOf, hasTooManyArguments, isPlaceholder, isStatementOpener } from './statement-words.ts';
import type { NginxBody, NginxNode } from './tree.ts';
import type { NginxWord } from './word.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type OpenNode = Omit<Mutable<NginxNode>, 'body'> & { body: Mutable<NginxBody> };

/** A block whose `}` has not come yet. A stray `{` has no node of its own: its statements belong to the block around it. */
interface Frame {
  readonly node: OpenNode | undefined;
  readonly kind: NginxBody['kind'];
  readonly nodes: NginxNode[];
}

/** Groups words into statements and blocks, and goes on after what nginx refuses. */
export class StatementReader {
  readonly text: string;
  readonly problems: SyntaxProblem[] = [];
  readonly comments: Comment[] = [];
  readonly elements: Span[] = [];
  template: Span | undefined;
  readonly branches: Span[] = [];
  #stack: Frame[] = [];
  #frame: Frame = { node: undefined, kind: 'directives', nodes: [] };
  #words: NginxWord[] = [];
  #isCut = false;

  constructor(text: string) {
    this.text = text;
  }

  /** The statements between two offsets. */
  read(start: number, end: number): readonly NginxNode[] {
    const top: Frame = { node: undefined, kind: 'directives', nodes: [] };
    this.#stack = [];
    this.#frame = top;
    this.#words = [];
    const lexer = new NginxLexer(this.text, this.#withoutMark(start), end, this.comments, this.problems);
    for (let token = lexer.next(); token !== 'end'; token = lexer.next()) {
      if (token === 'word') this.#word(lexer.word);
      else if (token === ';') this.#semicolon(lexer.start);
      else if (token === '{') this.#open(lexer, end);
      else this.#close(lexer.start);
    }
    this.#finish(end);
    this.template ??= lexer.template;
    lexer.branches.finish(end);
    append(this.branches, lexer.branches.spans);
    return top.nodes;
  }

  /** nginx does not know byte order marks: it becomes part of the first word. */
  #withoutMark(start: number): number {
    if (start !== 0 || this.text.charCodeAt(0) !== 0xfeff) return start;
    const message = 'the file begins with a byte order mark, nginx takes it for a directive: save without BOM';
    this.problems.push({ span: { start: 0, end: 1 }, message, kind: 'warning' });
    return 1;
  }

  #word(word: NginxWord): void {
    const first = this.#words[0];
    if (first !== undefined && this.#words.length === 1 && this.#isAloneOnLine(first, word)) this.#endPlaceholder();
    if (groupsDeeperThan(DEEPEST, word.value)) this.#unchecked(word.span);
    this.#words.push(word);
  }

  /** A lone `${NAME}` on its line: whatever envsubst puts there, it is not the name of the statement below. */
  #isAloneOnLine(first: NginxWord, next: NginxWord): boolean {
    return isPlaceholder(first.value) && this.#hasLineBreak(first.span.end, next.span.start);
  }

  #endPlaceholder(): void {
    const name = this.#words[0];
    if (name === undefined) return;
    this.#add(statement(name, [], name.span.end, 'placeholder', name.span.end));
    this.#words = [];
  }

  #semicolon(offset: number): void {
    if (this.#words.length === 0) {
      this.#problem({ start: offset, end: offset + 1 }, 'unexpected ";"');
      return;
    }
    this.#splitMissing(true);
    const [name, ...args] = this.#words;
    if (name !== undefined) this.#add(statement(name, args, offset + 1, ';', offset));
    this.#words = [];
  }

  #open(lexer: NginxLexer, end: number): void {
    const offset = lexer.start;
    this.#splitMissing(false);
    const [name, ...args] = this.#words;
    this.#words = [];
    const tooDeep = this.#stack.length >= DEEPEST;
    if (name === undefined || this.#frame.kind === 'entries' || tooDeep) {
      if (tooDeep) this.#unchecked({ start: offset, end: offset + 1 });
      else this.#problem({ start: offset, end: offset + 1 }, 'unexpected "{"');
      if (name !== undefined) this.#add(statement(name, args, offset, 'missing', offset));
      this.#push({ node: undefined, kind: this.#frame.kind, nodes: this.#frame.nodes });
      return;
    }
    const kind = bodyKindOf(name.value);
    const nodes: NginxNode[] = [];
    const body: Mutable<NginxBody> = { kind, inner: { start: offset + 1, end }, closeAt: undefined, nodes };
    const node: OpenNode = {
      name,
      args,
      span: { start: name.span.start, end },
      terminator: '{',
      terminatorAt: offset,
      body,
    };
    this.#add(node);
    this.#push({ node, kind, nodes });
    if (kind === 'raw') {
      const close = endOfLua(this.text, offset + 1, end);
      lexer.moveTo(close === -1 ? end : close);
    }
  }

  #push(frame: Frame): void {
    this.#stack.push(this.#frame);
    this.#frame = frame;
  }

  #close(offset: number): void {
    this.#endMissing(offset, 'unexpected "}"');
    const outer = this.#stack.pop();
    if (outer === undefined) {
      this.#problem({ start: offset, end: offset + 1 }, 'unexpected "}"');
      return;
    }
    const node = this.#frame.node;
    if (node !== undefined) {
      node.body.closeAt = offset;
      node.body.inner = { start: node.body.inner.start, end: offset };
      node.span = { start: node.span.start, end: offset + 1 };
      this.#setElement(node);
    }
    this.#frame = outer;
  }

  #finish(end: number): void {
    const unclosed = this.#stack.length > 0;
    this.#endMissing(end, 'unexpected end of file, expecting ";" or "}"');
    if (unclosed) {
      const name = this.#frame.node?.name.span ?? { start: Math.max(0, end - 1), end };
      this.#problem(name, 'unexpected end of file, expecting "}" for this block');
    }
    for (const { node } of [...this.#stack, this.#frame]) if (node !== undefined) this.#setElement(node);
  }

  /** Words that are pending where a block or the file ends: their `;` is missing. */
  #endMissing(offset: number, instead: string): void {
    const only = this.#words[0];
    if (only === undefined) return;
    if (this.#words.length === 1 && isPlaceholder(only.value)) {
      this.#endPlaceholder();
      return;
    }
    this.#splitMissing(true);
    const [name, ...args] = this.#words;
    const last = this.#words[this.#words.length - 1];
    this.#words = [];
    if (name === undefined || last === undefined) return;
    this.#problem(last.span, `${instead}: directive "${shown(name)}" is not terminated by ";"`);
    const at = Math.min(last.span.end, offset);
    this.#add(statement(name, args, at, 'missing', at));
  }

  /**
   * The words up to a terminator may hold several statements when a `;` is missing: a new one begins at a line that starts with a
   * directive's name where the first one cannot take so many arguments. nginx refuses such a file; the split keeps the rest useful.
   */
  #splitMissing(lastIsPlain: boolean): void {
    if (this.#frame.kind === 'entries') return;
    const words = this.#words;
    let from = 0;
    for (let i = 1; i < words.length; i++) {
      const word = words[i];
      const before = words[i - 1];
      const name = words[from];
      if (word === undefined || before === undefined || name === undefined) break;
      if (word.quote !== '' || !this.#hasLineBreak(before.span.end, word.span.start)) continue;
      if (!isStatementOpener(word.value)) continue;
      const opensBlock = !lastIsPlain && (word.value === 'location' || word.value === 'server');
      if (!opensBlock && !hasTooManyArguments(name.value, words.length - 1 - from)) continue;
      this.#problem(before.span, `directive "${shown(name)}" is not terminated by ";"`);
      this.#add(statement(name, words.slice(from + 1, i), before.span.end, 'missing', before.span.end));
      from = i;
    }
    if (from > 0) this.#words = words.slice(from);
  }

  #hasLineBreak(from: number, to: number): boolean {
    for (let i = from; i < to; i++) if (this.text.charCodeAt(i) === 10) return true;
    return false;
  }

  #add(node: NginxNode): void {
    this.#frame.nodes.push(node);
    this.#elementAt.set(node, this.elements.length);
    this.elements.push(node.span);
  }

  readonly #elementAt = new Map<NginxNode, number>();

  #setElement(node: NginxNode): void {
    const index = this.#elementAt.get(node);
    if (index !== undefined) this.elements[index] = node.span;
  }

  /** Blocks or a pattern's groups go on where nobody follows them. Said once a file. */
  #unchecked(span: Span): void {
    if (this.#isCut) return;
    this.#isCut = true;
    this.problems.push({ span, message: TOO_DEEP, kind: 'unchecked' });
  }

  #problem(span: Span, message: string): void {
    this.problems.push({ span, message });
  }
}

function statement(
  name: NginxWord,
  args: readonly NginxWord[],
  end: number,
  terminator: NginxNode['terminator'],
  terminatorAt: number,
): NginxNode {
  return { name, args, span: { start: name.span.start, end }, terminator, terminatorAt, body: undefined };
}

/** Whether the parentheses of a word, which may be a pattern, lie deeper in one another than `limit`. */
function groupsDeeperThan(limit: number, text: string): boolean {
  let depth = 0;
  for (let i = text.indexOf('('); i >= 0 && i < text.length; i++) {
    const char = text[i];
    if (char === '\\') i++;
    else if (char === '(') depth += 1;
    else if (char === ')' && depth > 0) depth -= 1;
    if (depth > limit) return true;
  }
  return false;
}

/** A directive's name for a message; anything else may be a value that must not be shown. */
function shown(name: NginxWord): string {
  return isName(name.value) ? name.value : '…';
}

function isName(text: string): boolean {
  if (text.length > 60) return false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code !== 95 && !(code >= 97 && code <= 122) && !(code >= 48 && code <= 57)) return false;
  }
  return text.length > 0;
}
