import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Span } from '../../../text/span.ts';
import type { SyntaxProblem } from '../../format.ts';
import { type AnchorScope, AnchorUses } from './anchors.ts';
import { restored } from './template-text.ts';
import type {
  ComposeTag,
  ScalarStyle,
  SourceAlias,
  SourceList,
  SourceMap,
  SourceNode,
  SourcePair,
  SourceScalar,
  SourceTarget,
} from './tree.ts';

/** Deeper than any compose file and far from the end of the stack. */
const MAX_DEPTH = 100;

const STYLES: Readonly<Record<string, ScalarStyle>> = {
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

/** Turns the library's nodes of one document into ours, collecting problems, elements and scalars on the way. */
export class Converter {
  readonly problems: SyntaxProblem[] = [];
  readonly elements: Span[] = [];
  /** Spans of all scalars in the order of the text: a `#` inside one starts no comment. */
  readonly scalars: { readonly span: Span; readonly style: ScalarStyle }[] = [];
  readonly #text: string;
  readonly #written: string;
  /** Asked for every scalar: two long texts that differ near their end are slow to compare. */
  readonly #isTemplate: boolean;
  #flowDepth = 0;
  #anchors = new Map<string, SourceTarget>();
  #uses = new AnchorUses();

  /** @param written the text of the file, where `text` is what YAML can read of a template */
  constructor(text: string, written = text) {
    this.#text = text;
    this.#written = written;
    this.#isTemplate = written !== text;
  }

  /** The tree of one document; `undefined` when it has no content. */
  document(doc: Document.Parsed): SourceNode | undefined {
    this.#anchors = new Map();
    this.#uses = new AnchorUses();
    const root = doc.contents as unknown;
    const isEmpty = root === null || (isScalar(root) && root.source === '' && (root.anchor ?? root.tag) === undefined);
    const node = isEmpty ? undefined : this.#node(root, this.#uses.root, 0, 0);
    this.#uses.settle();
    return node;
  }

  #node(node: unknown, scope: AnchorScope, depth: number, fallback: number): SourceNode {
    if (isAlias(node)) return this.#alias(node, scope);
    const anchor = (node as { anchor?: string } | undefined)?.anchor;
    const own = anchor === undefined ? scope : this.#uses.anchored(scope);
    const target = this.#target(node, own, depth, fallback);
    if (anchor !== undefined) {
      this.#anchors.set(anchor, target);
      this.#uses.define(target, own);
    }
    return target;
  }

  #target(node: unknown, scope: AnchorScope, depth: number, fallback: number): SourceTarget {
    if (isScalar(node)) return this.#scalar(node, scope);
    if (isMap(node) || isSeq(node)) {
      if (depth <= MAX_DEPTH) return isMap(node) ? this.#map(node, scope, depth) : this.#list(node, scope, depth);
      const start = node.range?.[0] ?? fallback;
      this.#problem({ start, end: start + 1 }, 'Nested too deeply to be read');
    }
    return emptyScalar(fallback, scope, this.#flowDepth > 0);
  }

  #scalar(node: Scalar, scope: AnchorScope): SourceScalar {
    const style = STYLES[node.type ?? ''] ?? 'plain';
    const isMissing = style === 'plain' && node.source === '';
    const start = isMissing ? this.#colonBefore(node.range?.[0] ?? 0) : (node.range?.[0] ?? 0);
    const isBlock = style === 'literal' || style === 'folded';
    let end = Math.max(start, node.range?.[1] ?? start);
    if (isMissing) end = start;
    if (isBlock) while (end > start && isSpace(this.#text.charCodeAt(end - 1))) end--;
    const span = { start, end };
    if (end > start) this.scalars.push({ span, style });
    const contentSpan = isBlock ? this.#body(span) : style === 'plain' ? span : this.#inner(span);
    return {
      kind: 'scalar',
      style,
      text: this.#read(node.source ?? '', contentSpan),
      span,
      contentSpan,
      inFlow: this.#flowDepth > 0,
      anchor: node.anchor,
      tag: tagOf(node.tag),
      use: scope,
    };
  }

  /** The decoded text; of a template what the file says. */
  #read(source: string, { start, end }: Span): string {
    if (!this.#isTemplate) return source;
    return restored(this.#written.slice(start, end), this.#text.slice(start, end), source);
  }

  /** A quoted scalar without its quotes; an unterminated one has no closing quote. */
  #inner({ start, end }: Span): Span {
    const closed = end - start >= 2 && this.#text[end - 1] === this.#text[start];
    return { start: Math.min(start + 1, end), end: closed ? end - 1 : end };
  }

  #body({ start, end }: Span): Span {
    const newline = this.#text.indexOf('\n', start);
    return newline < 0 || newline >= end ? { start: end, end } : { start: newline + 1, end };
  }

  #map(node: YAMLMap, scope: AnchorScope, depth: number): SourceMap {
    const pairs: SourcePair[] = [];
    const seen = new Set<string>();
    const start = node.range?.[0] ?? 0;
    let end = start;
    const flow = node.flow === true;
    if (flow) this.#flowDepth++;
    for (const item of node.items as unknown[]) {
      if (!isPair(item)) continue;
      const pair = this.#pair(item.key, item.value, scope, depth, seen);
      pairs.push(pair);
      end = pair.span.end;
    }
    if (flow) this.#flowDepth--;
    if (flow || pairs.length === 0) end = node.range?.[1] ?? end;
    return { kind: 'map', flow, pairs, span: { start, end }, anchor: node.anchor, tag: tagOf(node.tag), use: scope };
  }

  #pair(keyNode: unknown, valueNode: unknown, scope: AnchorScope, depth: number, seen: Set<string>): SourcePair {
    const key = this.#key(keyNode, scope);
    if (seen.has(key.text)) this.#problem(key.span, duplicateMessage(key.text));
    seen.add(key.text);
    const place = this.elements.push(key.span) - 1;
    const inner = depth === 0 ? this.#uses.section(key.text) : scope;
    const value = this.#node(valueNode, inner, depth + 1, this.#behindColon(key.span.end));
    const span = { start: key.span.start, end: Math.max(key.span.end, value.span.end) };
    this.elements[place] = span;
    return { key, value, span };
  }

  /** A key is read as the text it stands for; anything but text is a template (`{{ name }}: …`) or a mistake. */
  #key(node: unknown, scope: AnchorScope): SourceScalar {
    if (isScalar(node)) {
      const key = this.#scalar(node, scope);
      if (node.anchor !== undefined) {
        this.#anchors.set(node.anchor, key);
        this.#uses.define(key, this.#uses.anchored(scope));
      }
      return key;
    }
    const range = (node as { range?: readonly number[] } | null)?.range;
    const span = { start: range?.[0] ?? 0, end: range?.[1] ?? 0 };
    const target = isAlias(node) ? this.#anchors.get(node.source) : undefined;
    if (target?.kind === 'scalar') return { ...target, span, contentSpan: span };
    this.#problem(firstLine(this.#text, span), 'A key must be plain text (is this a template?)');
    return {
      ...emptyScalar(span.start, scope, false),
      text: this.#text.slice(span.start, span.end),
      span,
      contentSpan: span,
    };
  }

  /** The library places a missing value behind the spaces that follow its colon: directly behind the colon is where it belongs. */
  #colonBefore(offset: number): number {
    let i = offset;
    while (this.#text[i - 1] === ' ') i--;
    return this.#text[i - 1] === ':' ? i : offset;
  }

  #behindColon(offset: number): number {
    let i = offset;
    while (this.#text[i] === ' ') i++;
    return this.#text[i] === ':' ? i + 1 : offset;
  }

  #list(node: YAMLSeq, scope: AnchorScope, depth: number): SourceList {
    const start = node.range?.[0] ?? 0;
    let end = start;
    const items: SourceNode[] = [];
    const flow = node.flow === true;
    if (flow) this.#flowDepth++;
    for (const item of node.items as unknown[]) {
      const place = this.elements.push({ start: end, end }) - 1;
      const converted = this.#node(item, scope, depth + 1, end);
      this.elements[place] = converted.span;
      items.push(converted);
      end = Math.max(end, converted.span.end);
    }
    if (flow) this.#flowDepth--;
    if (flow || items.length === 0) end = node.range?.[1] ?? end;
    return { kind: 'list', flow, items, span: { start, end }, anchor: node.anchor, tag: tagOf(node.tag), use: scope };
  }

  #alias(node: Alias, scope: AnchorScope): SourceAlias {
    const span = { start: node.range?.[0] ?? 0, end: node.range?.[1] ?? 0 };
    const target = this.#anchors.get(node.source);
    if (target === undefined) this.#problem(span, `No anchor \`&${node.source.slice(0, 60)}\` stands above this alias`);
    else this.#uses.alias(target, scope);
    return { kind: 'alias', name: node.source, target, span, anchor: undefined, tag: undefined, use: scope };
  }

  #problem(span: Span, message: string): void {
    this.problems.push({ span, message });
  }
}

function duplicateMessage(key: string): string {
  // Compose refuses a second `<<` since 2.17 (docker/compose#10394).
  if (key === '<<') return 'Key `<<` is given twice: write one list, `<<: [*a, *b]`';
  return `Key \`${key.slice(0, 60)}\` is given twice in the same mapping`;
}

function emptyScalar(offset: number, use: AnchorScope, inFlow: boolean): SourceScalar {
  const span = { start: offset, end: offset };
  const none = { anchor: undefined, tag: undefined };
  return { kind: 'scalar', style: 'plain', text: '', span, contentSpan: span, inFlow, ...none, use };
}

function tagOf(tag: string | undefined): ComposeTag | undefined {
  return tag === '!reset' ? 'reset' : tag === '!override' ? 'override' : undefined;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13;
}

function firstLine(text: string, span: Span): Span {
  const newline = text.indexOf('\n', span.start);
  return newline < 0 || newline >= span.end ? span : { start: span.start, end: newline };
}
