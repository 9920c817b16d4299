import type { Span } from '../../../text/span.ts';

/** How a scalar is written. */
export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

/** The tags Compose gives a meaning to (compose-spec, "Merge": since Compose 2.18 and 2.24.4). */
export type ComposeTag = 'reset' | 'override';

/**
 * In how many live places of its file a text is used through anchors and aliases: 0, 1 or 2 (for more).
 * 0: only below an `x-` key nobody refers to. One object serves all nodes of one anchor.
 */
export interface UseCount {
  readonly uses: number;
}

interface SourceBase {
  /** The value as written: quotes, brackets and block header included; anchor and tag excluded. */
  readonly span: Span;
  readonly anchor: string | undefined;
  readonly tag: ComposeTag | undefined;
  readonly use: UseCount;
}

export interface SourceScalar extends SourceBase {
  readonly kind: 'scalar';
  readonly style: ScalarStyle;
  /** The decoded text: never YAML's idea of its type. */
  readonly text: string;
  /** The content without quotes; for block scalars the lines of the body. */
  readonly contentSpan: Span;
  /** Whether it stands between brackets: commas and brackets end plain text there. */
  readonly inFlow: boolean;
}

export interface SourcePair {
  readonly key: SourceScalar;
  /** A missing value is an empty plain scalar behind the colon. */
  readonly value: SourceNode;
  /** From the key's first character to the end of the value. */
  readonly span: Span;
}

export interface SourceMap extends SourceBase {
  readonly kind: 'map';
  readonly flow: boolean;
  readonly pairs: readonly SourcePair[];
}

export interface SourceList extends SourceBase {
  readonly kind: 'list';
  readonly flow: boolean;
  readonly items: readonly SourceNode[];
}

/** What an alias can stand for. */
export type SourceTarget = SourceScalar | SourceMap | SourceList;

export interface SourceAlias extends SourceBase {
  readonly kind: 'alias';
  readonly name: string;
  /** `undefined` when no anchor of that name stands before it, or the alias stands inside its own anchor. */
  readonly target: SourceTarget | undefined;
}

/** One node of one file, exactly as written. */
export type SourceNode = SourceTarget | SourceAlias;

/** The pair of a key written in this very map (not one that `<<` brings). */
export function ownPair(map: SourceMap, key: string): SourcePair | undefined {
  if (map.pairs.length <= FEW) return map.pairs.find((pair) => pair.key.text === key);
  return placesIn(map.pairs, (pair) => pair.key.text).get(key)?.member;
}

/** Where the item that is this node, or an alias of it, stands in a list; -1: nowhere. */
export function indexOfItem(list: SourceList, node: SourceNode): number {
  const target = targetOf(node);
  return target === undefined ? -1 : (placesIn(list.items, targetOf).get(target)?.index ?? -1);
}

/** Fewer members are gone through faster than they are indexed. */
const FEW = 8;

interface Member<T> {
  readonly member: T;
  readonly index: number;
}

const INDEXED = new WeakMap<object, ReadonlyMap<unknown, Member<unknown>>>();

/** Members by what they are asked for, the first of equal ones: once a list, as rules ask for each of its members. */
function placesIn<T>(members: readonly T[], by: (member: T) => unknown): ReadonlyMap<unknown, Member<T>> {
  let places = INDEXED.get(members);
  if (places === undefined) {
    const made = new Map<unknown, Member<unknown>>();
    for (const [index, member] of members.entries()) {
      const key = by(member);
      if (!made.has(key)) made.set(key, { member, index });
    }
    places = made;
    INDEXED.set(members, places);
  }
  // A list is always indexed by the same thing: pairs by their keys, items by their nodes.
  return places as ReadonlyMap<unknown, Member<T>>;
}

/** The node an alias stands for; other nodes are themselves. */
export function targetOf(node: SourceNode): SourceTarget | undefined {
  return node.kind === 'alias' ? node.target : node;
}
