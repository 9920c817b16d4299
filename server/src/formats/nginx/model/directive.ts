import type { Span } from '../../../text/span.ts';
import type { Location } from '../../format.ts';
import type { NginxNode } from '../read/tree.ts';
import type { NginxWord } from '../read/word.ts';
import type { NginxDirective, NginxScope } from './model.ts';

/** A statement in the scope it is in force in. */
export class PlacedDirective implements NginxDirective {
  readonly node: NginxNode;
  readonly uri: string;
  readonly scope: NginxScope;
  /** A field, not a getter: every rule about directives asks every directive for it. */
  readonly name: string;
  /** Set once, by the tree, when its block is opened. */
  block: NginxScope | undefined;
  #values: readonly string[] | undefined;

  constructor(node: NginxNode, uri: string, scope: NginxScope) {
    this.node = node;
    this.uri = uri;
    this.scope = scope;
    this.name = node.name.value;
  }

  get nameSpan(): Span {
    return this.node.name.content;
  }

  get span(): Span {
    return this.node.span;
  }

  get args(): readonly NginxWord[] {
    return this.node.args;
  }

  get values(): readonly string[] {
    this.#values ??= this.node.args.map((arg) => arg.value);
    return this.#values;
  }

  get at(): Location {
    return { uri: this.uri, span: this.nameSpan };
  }

  argAt(index: number): Location {
    return { uri: this.uri, span: this.node.args[index]?.content ?? this.nameSpan };
  }

  arg(index: number): string | undefined {
    return this.node.args[index]?.value;
  }

  param(name: string): string | undefined {
    const head = `${name}=`;
    return this.values.find((value) => value.startsWith(head))?.slice(head.length);
  }

  has(word: string): boolean {
    return this.values.includes(word);
  }
}
