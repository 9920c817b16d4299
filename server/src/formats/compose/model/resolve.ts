import type { Span } from '../../../text/span.ts';
import type { SourceMap, SourceNode, SourceScalar, SourceTarget } from '../read/tree.ts';
import type { ComposeDocument, ComposeEntry, ComposeList, ComposeMap, ComposeNode } from './nodes.ts';
import { scalarNode } from './scalar-node.ts';

/** Nodes that aliases and `<<` may bring besides the ones written: far above real files, far below a bomb. */
const MAX_EXPANDED = 200_000;

type MapPlace = Pick<ComposeMap, 'uri' | 'span' | 'shared' | 'document' | 'source' | 'flow'>;

/** Up to this many entries a plain search is quicker than an index. */
const SMALL = 12;

/** A class only because there are thousands of maps: closures for each would cost more than reading the file. */
class MapNode implements ComposeMap {
  readonly kind = 'map';
  readonly uri: string;
  readonly span: Span;
  readonly shared: boolean;
  readonly document: ComposeDocument;
  readonly source: SourceNode;
  readonly flow: boolean;
  readonly entries: readonly ComposeEntry[];
  #index: ReadonlyMap<string, ComposeEntry> | undefined;

  constructor(place: MapPlace, entries: readonly ComposeEntry[]) {
    this.uri = place.uri;
    this.span = place.span;
    this.shared = place.shared;
    this.document = place.document;
    this.source = place.source;
    this.flow = place.flow;
    this.entries = entries;
  }

  entry(key: string): ComposeEntry | undefined {
    if (this.entries.length <= SMALL) {
      for (const one of this.entries) if (one.key === key) return one;
      return undefined;
    }
    this.#index ??= new Map(this.entries.map((one) => [one.key, one]));
    return this.#index.get(key);
  }

  get(key: string): ComposeNode | undefined {
    return this.entry(key)?.value;
  }
}

/** A map of these entries that stands where `place` stands. */
export function mapNode(place: MapPlace, entries: readonly ComposeEntry[]): ComposeMap {
  return new MapNode(place, entries);
}

/** Turns the source nodes of one file into merged nodes: aliases followed, `<<` applied, texts interpolated. */
export class Resolver {
  /** Whether something was left out: a merge of something that is no map, an expansion beyond all measure. */
  readonly gaps: { readonly span: Span; readonly message: string }[] = [];
  readonly #document: ComposeDocument;
  readonly #known = new Map<SourceTarget, ComposeNode>();
  readonly #weights = new Map<ComposeNode, number>();
  #expanded = 0;

  constructor(document: ComposeDocument) {
    this.#document = document;
  }

  node(source: SourceNode): ComposeNode {
    if (source.kind !== 'alias') return this.#target(source);
    if (source.target !== undefined) {
      const node = this.#target(source.target);
      if (this.#spend(this.#weight(node), source.span)) return node;
    }
    return scalarNode(this.#nothing(source.span, source), this.#document);
  }

  #nothing(span: Span, { use }: { readonly use: SourceScalar['use'] }): SourceScalar {
    const empty = { start: span.end, end: span.end };
    const base = {
      kind: 'scalar',
      style: 'plain',
      text: '',
      inFlow: false,
      anchor: undefined,
      tag: undefined,
    } as const;
    return { ...base, span: empty, contentSpan: empty, use };
  }

  #target(source: SourceTarget): ComposeNode {
    const known = this.#known.get(source);
    if (known !== undefined) return known;
    const node =
      source.kind === 'scalar'
        ? scalarNode(source, this.#document)
        : source.kind === 'map'
          ? this.#map(source)
          : this.#list(source);
    if (source.anchor !== undefined) this.#known.set(source, node);
    return node;
  }

  #list(source: SourceTarget & { kind: 'list' }): ComposeList {
    const items = source.items.map((item) => this.node(item));
    return { kind: 'list', ...this.#place(source), flow: source.flow, items };
  }

  #map(source: SourceMap): ComposeMap {
    const merged = source.pairs.some(({ key }) => key.text === '<<');
    const entries = merged ? this.#mergedEntries(source) : source.pairs.map((pair) => this.#entry(pair));
    return mapNode({ ...this.#place(source), flow: source.flow }, entries);
  }

  #entry(pair: SourceMap['pairs'][number]): ComposeEntry {
    const value = this.node(pair.value);
    return { key: pair.key.text, keySpan: pair.key.span, uri: this.#document.uri, span: pair.span, value };
  }

  /** Explicit keys win over merged ones, earlier merged maps over later ones (yaml.org/type/merge.html). */
  #mergedEntries(source: SourceMap): readonly ComposeEntry[] {
    const entries = new Map<string, ComposeEntry>();
    for (const pair of source.pairs) if (pair.key.text !== '<<') entries.set(pair.key.text, this.#entry(pair));
    for (const pair of source.pairs) {
      if (pair.key.text !== '<<') continue;
      const list = pair.value.kind === 'list' ? pair.value.items : [pair.value];
      for (const item of list) this.#mergeInto(entries, item);
    }
    return [...entries.values()];
  }

  #mergeInto(entries: Map<string, ComposeEntry>, item: SourceNode): void {
    const node = this.node(item);
    if (node.kind === 'map' && this.#spend(node.entries.length, item.span)) {
      for (const entry of node.entries) if (!entries.has(entry.key)) entries.set(entry.key, entry);
    } else if (node.kind !== 'map')
      this.gaps.push({
        span: item.span,
        message: '`<<` merges something that is no mapping: Compose refuses it; name a mapping',
      });
  }

  #spend(weight: number, span: Span): boolean {
    this.#expanded += weight;
    if (this.#expanded <= MAX_EXPANDED) return true;
    this.gaps.push({
      span,
      message: 'Aliases expand to more than can be checked: what is left out counts as unknown; use fewer',
    });
    return false;
  }

  /** How many nodes a walk through the node would meet. */
  #weight(node: ComposeNode): number {
    if (node.kind === 'scalar') return 1;
    const known = this.#weights.get(node);
    if (known !== undefined) return known;
    let weight = 1;
    if (node.kind === 'map') for (const { value } of node.entries) weight += this.#weight(value);
    else for (const item of node.items) weight += this.#weight(item);
    this.#weights.set(node, weight);
    return weight;
  }

  #place(source: SourceTarget): Pick<ComposeMap, 'uri' | 'span' | 'shared' | 'document' | 'source'> {
    const document = this.#document;
    return { uri: document.uri, span: source.span, shared: source.use.uses > 1, document, source };
  }
}
