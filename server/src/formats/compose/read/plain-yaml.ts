import type { Span } from '../../../text/span.ts';
import { type AnchorScope, AnchorUses } from './anchors.ts';
import { decodeScalar } from './decode-scalar.ts';
import { OUTSIDE, PlainLines } from './plain-lines.ts';
import {
  decodeDouble,
  decodeSingle,
  flowPlainEnd,
  foldedQuotedEnd,
  isNameCode,
  keyEnd,
  plainEnd,
  quotedEnd,
} from './plain-scan.ts';
import type { ComposeTag, ScalarStyle, SourceNode, SourcePair, SourceScalar, SourceTarget } from './tree.ts';

/** What a reader finds in one document. */
export interface PlainDocument {
  readonly root: SourceTarget;
  readonly elements: readonly Span[];
  readonly scalars: readonly { readonly span: Span; readonly style: ScalarStyle }[];
}

const MAX_DEPTH = 60;

interface Properties {
  readonly anchor: string | undefined;
  readonly tag: ComposeTag | undefined;
}

const NONE: Properties = { anchor: undefined, tag: undefined };

/**
 * Reads the YAML that nearly every compose file is made of, some ten times as fast as the library: one document, a block mapping,
 * scalars on one line, literal blocks, bracketed collections, anchors and aliases. Everything else, and everything that is wrong,
 * gives `undefined` and is the library's to read and to judge. Tests hold both to the same tree, span by span.
 */
export function readPlainYaml(text: string): PlainDocument | undefined {
  if (/\t|\r(?!\n)|\ufeff/.test(text)) return undefined;
  try {
    return new PlainReader(text).document();
  } catch (error) {
    if (error === OUTSIDE) return undefined;
    throw error;
  }
}

class PlainReader {
  readonly #text: string;
  readonly #lines: PlainLines;
  readonly #elements: Span[] = [];
  readonly #scalars: { readonly span: Span; readonly style: ScalarStyle }[] = [];
  readonly #anchors = new Map<string, SourceTarget>();
  readonly #uses = new AnchorUses();

  constructor(text: string) {
    this.#text = text;
    this.#lines = new PlainLines(text);
  }

  document(): PlainDocument {
    this.#lines.nextContent(0);
    if (this.#lines.column === 0 && this.#text.startsWith('---', this.#lines.at)) {
      const end = this.#lines.restIsEmpty(this.#lines.at + 3);
      this.#lines.nextContent(end);
    }
    if (this.#lines.column !== 0 || this.#lines.isDash(this.#lines.at)) throw OUTSIDE;
    const root = this.#map(0, NONE, this.#uses.root, 0);
    if (this.#lines.at < this.#text.length) throw OUTSIDE;
    this.#uses.settle();
    return { root, elements: this.#elements, scalars: this.#scalars };
  }

  #map(column: number, properties: Properties, scope: AnchorScope, depth: number): SourceTarget {
    if (depth > MAX_DEPTH) throw OUTSIDE;
    const pairs: SourcePair[] = [];
    const seen = new Set<string>();
    const start = this.#lines.at;
    let end = start;
    while (this.#lines.column === column) {
      const pair = this.#pair(column, scope, depth, seen);
      pairs.push(pair);
      end = pair.span.end;
    }
    if (this.#lines.column > column) throw OUTSIDE;
    return { kind: 'map', flow: false, pairs, span: { start, end }, ...properties, use: scope };
  }

  #pair(column: number, scope: AnchorScope, depth: number, seen: Set<string>): SourcePair {
    if (this.#lines.isDash(this.#lines.at)) throw OUTSIDE;
    const key = this.#key(scope);
    if (seen.has(key.text)) throw OUTSIDE;
    seen.add(key.text);
    const place = this.#elements.push(key.span) - 1;
    const inner = depth === 0 ? this.#uses.section(key.text) : scope;
    const value = this.#valueBehind(key.span.end + 1, column, inner, depth + 1);
    const span = { start: key.span.start, end: Math.max(key.span.end, value.span.end) };
    this.#elements[place] = span;
    return { key, value, span };
  }

  /** A key up to its colon, which is followed by white space. */
  #key(scope: AnchorScope): SourceScalar {
    const start = this.#lines.at;
    const quote = this.#text.charCodeAt(start);
    const key =
      quote === 34 || quote === 39
        ? this.#quoted(start, NONE, scope, false)
        : this.#scalar('plain', start, keyEnd(this.#text, start), undefined, NONE, scope, false);
    const colon = key.span.end;
    if (this.#text.charCodeAt(colon) !== 58 || !this.#lines.endsWord(colon + 1) || colon - start > 1000) throw OUTSIDE;
    return key;
  }

  /** The value behind a colon or dash at `from`; `column` is the column of its key or dash. */
  #valueBehind(from: number, column: number, scope: AnchorScope, depth: number): SourceNode {
    const text = this.#text;
    let at = from;
    while (text.charCodeAt(at) === 32) at++;
    const properties = this.#properties(at);
    const isGiven = properties.anchor !== undefined || properties.tag !== undefined;
    const own = properties.anchor === undefined ? scope : this.#uses.anchored(scope);
    if (isGiven) at += (properties.anchor?.length ?? properties.tag?.length ?? 0) + 1;
    const afterWord = isGiven ? at : from;
    while (text.charCodeAt(at) === 32) at++;
    const code = text.charCodeAt(at);
    const isBelow = at >= text.length || code === 10 || code === 13 || (code === 35 && (at > afterWord || at > from));
    const node = isBelow
      ? this.#below(from, afterWord, column, properties, own, depth)
      : this.#inline(at, column, properties, own, depth);
    if (properties.anchor !== undefined && node.kind !== 'alias') {
      this.#anchors.set(properties.anchor, node);
      this.#uses.define(node, own);
    }
    return node;
  }

  #properties(at: number): Properties {
    const code = this.#text.charCodeAt(at);
    if (code === 38) {
      const end = this.#nameEnd(at + 1);
      if (!this.#lines.endsWord(end)) throw OUTSIDE;
      return { anchor: this.#text.slice(at + 1, end), tag: undefined };
    }
    if (code !== 33) return NONE;
    const tag = this.#text.startsWith('!reset', at)
      ? 'reset'
      : this.#text.startsWith('!override', at)
        ? 'override'
        : undefined;
    if (tag === undefined || !this.#lines.endsWord(at + 1 + tag.length)) throw OUTSIDE;
    return { anchor: undefined, tag };
  }

  #nameEnd(from: number): number {
    let i = from;
    while (isNameCode(this.#text.charCodeAt(i))) i++;
    if (i === from) throw OUTSIDE;
    return i;
  }

  /** A value on the following lines, or none at all. */
  #below(
    from: number,
    rest: number,
    column: number,
    properties: Properties,
    scope: AnchorScope,
    depth: number,
  ): SourceNode {
    // A dash alone on its line is rare enough to be the library's.
    if (this.#text.charCodeAt(from - 1) === 45) throw OUTSIDE;
    this.#lines.nextContent(this.#lines.restIsEmpty(rest));
    if (this.#lines.column >= column && this.#lines.isDash(this.#lines.at))
      return this.#list(this.#lines.column, properties, scope, depth);
    if (this.#lines.column > column) return this.#deeper(column, properties, scope, depth);
    if (properties !== NONE) throw OUTSIDE;
    return this.#scalar('plain', from, from, undefined, NONE, scope, false);
  }

  /** A value that begins on a line of its own: a mapping, or one of the values that stand on one line. */
  #deeper(column: number, properties: Properties, scope: AnchorScope, depth: number): SourceNode {
    const at = this.#lines.at;
    const code = this.#text.charCodeAt(at);
    if (code === 33 || code === 124 || code === 62) throw OUTSIDE;
    if (code === 38) return this.#anchoredBelow(column, properties, scope, depth);
    if (this.#isMapStart(at)) return this.#map(this.#lines.column, properties, scope, depth);
    return this.#inline(at, column, properties, scope, depth);
  }

  /** An anchor on a line of its own, and its mapping below. */
  #anchoredBelow(column: number, given: Properties, scope: AnchorScope, depth: number): SourceNode {
    const at = this.#lines.at;
    const properties = this.#properties(at);
    if (given !== NONE || properties.anchor === undefined) throw OUTSIDE;
    this.#lines.nextContent(this.#lines.restIsEmpty(at + 1 + properties.anchor.length));
    if (this.#lines.column <= column || !this.#isMapStart(this.#lines.at)) throw OUTSIDE;
    const own = this.#uses.anchored(scope);
    const map = this.#map(this.#lines.column, properties, own, depth);
    this.#anchors.set(properties.anchor, map);
    this.#uses.define(map, own);
    return map;
  }

  #list(column: number, properties: Properties, scope: AnchorScope, depth: number): SourceTarget {
    if (depth > MAX_DEPTH) throw OUTSIDE;
    const items: SourceNode[] = [];
    const start = this.#lines.at;
    let end = start;
    while (this.#lines.column === column && this.#lines.isDash(this.#lines.at)) {
      const place = this.#elements.push({ start: end, end }) - 1;
      const item = this.#item(column, scope, depth + 1);
      this.#elements[place] = item.span;
      items.push(item);
      end = Math.max(end, item.span.end);
    }
    if (this.#lines.column > column) throw OUTSIDE;
    return { kind: 'list', flow: false, items, span: { start, end }, ...properties, use: scope };
  }

  #item(column: number, scope: AnchorScope, depth: number): SourceNode {
    const dash = this.#lines.at;
    let at = dash + 1;
    while (this.#text.charCodeAt(at) === 32) at++;
    if (!this.#isMapStart(at)) return this.#valueBehind(dash + 1, column, scope, depth);
    this.#lines.at = at;
    this.#lines.column = column + at - dash;
    return this.#map(this.#lines.column, NONE, scope, depth);
  }

  /** Whether a `key:` begins here. */
  #isMapStart(at: number): boolean {
    const text = this.#text;
    const code = text.charCodeAt(at);
    if (code === 34 || code === 39) {
      const end = quotedEnd(text, at);
      return end > 0 && text.charCodeAt(end) === 58 && this.#lines.endsWord(end + 1);
    }
    if (code === 45 && this.#lines.endsWord(at + 1)) throw OUTSIDE;
    const end = keyEnd(text, at);
    return end > at && text.charCodeAt(end) === 58;
  }

  /** A value that begins on this line. Afterwards the reader stands on the next content, which lies no deeper than `column`. */
  #inline(at: number, column: number, properties: Properties, scope: AnchorScope, depth: number): SourceNode {
    const code = this.#text.charCodeAt(at);
    if (code === 124 || code === 62) return this.#block(at, column, properties, scope);
    const node = this.#flowValue(at, column, properties, scope, depth, false);
    this.#lines.nextContent(this.#lines.restIsEmpty(node.span.end));
    if (this.#lines.column > column) throw OUTSIDE;
    return node;
  }

  /** A scalar, alias or bracketed collection at `at`. */
  #flowValue(
    at: number,
    column: number,
    properties: Properties,
    scope: AnchorScope,
    depth: number,
    inFlow: boolean,
  ): SourceNode {
    const text = this.#text;
    const code = text.charCodeAt(at);
    if (code === 34 || code === 39) return this.#quoted(at, properties, scope, inFlow, column);
    if (code === 91) return this.#flowList(at, column, properties, scope, depth);
    if (code === 123) return this.#flowMap(at, column, properties, scope, depth);
    if (code === 42) {
      if (properties !== NONE) throw OUTSIDE;
      return this.#alias(at, scope);
    }
    const end = inFlow ? flowPlainEnd(text, at) : plainEnd(text, at);
    if (end === at) throw OUTSIDE;
    return this.#scalar('plain', at, end, undefined, properties, scope, inFlow);
  }

  #alias(at: number, scope: AnchorScope): SourceNode {
    const end = this.#nameEnd(at + 1);
    const name = this.#text.slice(at + 1, end);
    const target = this.#anchors.get(name);
    if (target === undefined) throw OUTSIDE;
    this.#uses.alias(target, scope);
    return { kind: 'alias', name, target, span: { start: at, end }, ...NONE, use: scope };
  }

  /** A quoted text; one that goes on on deeper lines (than `column`, where given) is the library's to fold. */
  #quoted(at: number, properties: Properties, scope: AnchorScope, inFlow: boolean, column?: number): SourceScalar {
    const isSingle = this.#text.charCodeAt(at) === 39;
    let end = quotedEnd(this.#text, at);
    let decoded: string | undefined;
    if (end >= 0) {
      const inner = this.#text.slice(at + 1, end - 1);
      decoded = isSingle ? decodeSingle(inner) : decodeDouble(inner);
    } else if (column !== undefined) {
      end = foldedQuotedEnd(this.#text, at, column);
      decoded = end < 0 ? undefined : decodeScalar(this.#text.slice(at, end));
    }
    if (decoded === undefined) throw OUTSIDE;
    return this.#scalar(isSingle ? 'single' : 'double', at, end, decoded, properties, scope, inFlow);
  }

  #scalar(
    style: ScalarStyle,
    start: number,
    end: number,
    decoded: string | undefined,
    { anchor, tag }: Properties,
    scope: AnchorScope,
    inFlow: boolean,
  ): SourceScalar {
    if (end < start) throw OUTSIDE;
    const span = { start, end };
    if (end > start) this.#scalars.push({ span, style });
    const contentSpan = decoded === undefined ? span : { start: start + 1, end: end - 1 };
    const text = decoded ?? this.#text.slice(start, end);
    return { kind: 'scalar', style, text, span, contentSpan, inFlow, anchor, tag, use: scope };
  }

  /** A literal or folded block; what it decodes to is the library's to say. */
  #block(at: number, column: number, { anchor, tag }: Properties, scope: AnchorScope): SourceScalar {
    const text = this.#text;
    const body = this.#lines.lineAfter(at);
    if (!/^[|>][-+]?$/.test(text.slice(at, body).trimEnd())) throw OUTSIDE;
    const { end, stop } = this.#lines.block(body, column);
    const decoded = decodeScalar(text.slice(at, stop));
    this.#lines.nextContent(stop);
    if (decoded === undefined || this.#lines.column > column) throw OUTSIDE;
    const style = text.charCodeAt(at) === 124 ? 'literal' : 'folded';
    const span = { start: at, end };
    this.#scalars.push({ span, style });
    return {
      kind: 'scalar',
      style,
      text: decoded,
      span,
      contentSpan: { start: body, end },
      inFlow: false,
      anchor,
      tag,
      use: scope,
    };
  }

  #flowList(open: number, column: number, properties: Properties, scope: AnchorScope, depth: number): SourceTarget {
    if (depth > MAX_DEPTH) throw OUTSIDE;
    const items: SourceNode[] = [];
    let end = open;
    let at = this.#lines.skipInFlow(open + 1, column);
    while (this.#text.charCodeAt(at) !== 93) {
      const place = this.#elements.push({ start: end, end }) - 1;
      const item = this.#flowValue(at, column, NONE, scope, depth + 1, true);
      this.#elements[place] = item.span;
      items.push(item);
      end = item.span.end;
      at = this.#afterMember(end, column, 93);
    }
    return { kind: 'list', flow: true, items, span: { start: open, end: at + 1 }, ...properties, use: scope };
  }

  #flowMap(open: number, column: number, properties: Properties, scope: AnchorScope, depth: number): SourceTarget {
    if (depth > MAX_DEPTH) throw OUTSIDE;
    const pairs: SourcePair[] = [];
    const seen = new Set<string>();
    let at = this.#lines.skipInFlow(open + 1, column);
    while (this.#text.charCodeAt(at) !== 125) {
      const code = this.#text.charCodeAt(at);
      const isQuoted = code === 34 || code === 39;
      const key = isQuoted
        ? this.#quoted(at, NONE, scope, true)
        : this.#scalar('plain', at, flowPlainEnd(this.#text, at), undefined, NONE, scope, true);
      if (key.text === '' || seen.has(key.text)) throw OUTSIDE;
      seen.add(key.text);
      const colon = key.span.end;
      if (this.#text.charCodeAt(colon) !== 58 || this.#text.charCodeAt(colon + 1) !== 32) throw OUTSIDE;
      const place = this.#elements.push(key.span) - 1;
      const value = this.#flowValue(this.#lines.skipInFlow(colon + 1, column), column, NONE, scope, depth + 1, true);
      const span = { start: key.span.start, end: value.span.end };
      this.#elements[place] = span;
      pairs.push({ key, value, span });
      at = this.#afterMember(span.end, column, 125);
    }
    return { kind: 'map', flow: true, pairs, span: { start: open, end: at + 1 }, ...properties, use: scope };
  }

  /** Behind a member: its comma and what follows, or the closing bracket. */
  #afterMember(end: number, column: number, close: number): number {
    const at = this.#lines.skipInFlow(end, column);
    const code = this.#text.charCodeAt(at);
    if (code === close) return at;
    if (code !== 44) throw OUTSIDE;
    return this.#lines.skipInFlow(at + 1, column);
  }
}
