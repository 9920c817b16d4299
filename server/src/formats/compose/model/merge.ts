import { mountsOf } from './mounts.ts';
import type { ComposeEntry, ComposeList, ComposeMap, ComposeNode, ComposeScalar } from './nodes.ts';
import { portsOf } from './ports.ts';
import { mapNode } from './resolve.ts';

/** What a key of a service does when two files (or a service and the one it extends) both give it. */
type Strategy = 'replace' | 'keyed' | 'append' | 'ports' | 'volumes';

/** Compose-go's override/merge.go and override/uncity.go: sequences append but for these. */
const STRATEGIES: Readonly<Record<string, Strategy>> = {
  command: 'replace',
  entrypoint: 'replace',
  'healthcheck.test': 'replace',
  environment: 'keyed',
  labels: 'keyed',
  annotations: 'keyed',
  'build.args': 'keyed',
  'build.labels': 'keyed',
  'build.additional_contexts': 'keyed',
  'deploy.labels': 'keyed',
  depends_on: 'keyed',
  networks: 'keyed',
  models: 'keyed',
  sysctls: 'keyed',
  extra_hosts: 'keyed',
  dns: 'append',
  dns_search: 'append',
  dns_opt: 'append',
  env_file: 'append',
  label_file: 'append',
  tmpfs: 'append',
  ports: 'ports',
  volumes: 'volumes',
};

/** The later service body laid over the earlier one, as Compose does for override files and `extends`. */
export function mergeService(base: ComposeMap, over: ComposeMap): ComposeMap {
  return mergeMaps(base, over, []);
}

/** Two top levels but for their services: networks, volumes, secrets … are merged by name. */
export function mergeTopLevel(base: ComposeMap, over: ComposeMap): ComposeMap {
  return mergeMaps(base, over, ['*']);
}

function mergeMaps(base: ComposeMap, over: ComposeMap, path: readonly string[]): ComposeMap {
  if (over.source.tag === 'override') return over;
  const entries = new Map<string, ComposeEntry>(base.entries.map((entry) => [entry.key, entry]));
  for (const entry of over.entries) {
    const earlier = entries.get(entry.key);
    if (entry.value.source.tag === 'reset') entries.delete(entry.key);
    else if (earlier === undefined) entries.set(entry.key, entry);
    else entries.set(entry.key, mergeEntry(earlier, entry, [...path, entry.key]));
  }
  return mapNode(over, [...entries.values()]);
}

function mergeEntry(base: ComposeEntry, over: ComposeEntry, path: readonly string[]): ComposeEntry {
  const value = mergeNodes(base.value, over.value, path);
  return value === base.value ? base : { ...over, value };
}

function mergeNodes(base: ComposeNode, over: ComposeNode, path: readonly string[]): ComposeNode {
  if (over.source.tag === 'override') return over;
  const key = path.join('.');
  const strategy = STRATEGIES[key];
  if (strategy === 'replace') return over;
  // An empty value in a later file says nothing about a mapping or list (compose-go drops nulls before merging).
  if (over.kind === 'scalar' && over.isNull && base.kind !== 'scalar') return base;
  if (base.kind === 'map' && over.kind === 'map')
    return mergesAsWhole(key, base, over) ? over : mergeMaps(base, over, path);
  if (strategy === 'keyed' && base.kind !== 'scalar' && over.kind !== 'scalar') return mergeKeyed(base, over);
  if (base.kind === 'list' && over.kind === 'list')
    return withItems(over, mergeItems(base.items, over.items, strategy));
  if (strategy === 'append') return appended(base, over);
  if (key === 'build') return mergeBuild(base, over);
  return over;
}

/** Another logging driver brings its own options (compose-spec, "Merge"). */
function mergesAsWhole(key: string, base: ComposeMap, over: ComposeMap): boolean {
  if (key !== 'logging') return false;
  const before = textOf(base.get('driver'));
  const after = textOf(over.get('driver'));
  return before !== undefined && after !== undefined && before !== after;
}

/** `build: ./dir` is short for `build: { context: ./dir }`. */
function mergeBuild(base: ComposeNode, over: ComposeNode): ComposeNode {
  if (base.kind === 'scalar' && over.kind === 'map' && over.get('context') === undefined) {
    const context = { key: 'context', keySpan: base.span, uri: base.uri, span: base.span, value: base };
    return mapNode(over, [context, ...over.entries]);
  }
  if (base.kind !== 'map' || over.kind !== 'scalar') return over;
  const context = { key: 'context', keySpan: over.span, uri: over.uri, span: over.span, value: over };
  return mapNode(base, [...base.entries.filter(({ key }) => key !== 'context'), context]);
}

function withItems(list: ComposeList, items: readonly ComposeNode[]): ComposeList {
  return { ...list, items };
}

function appended(base: ComposeNode, over: ComposeNode): ComposeNode {
  const items = mergeItems(itemsOf(base), itemsOf(over), 'append');
  const list = over.kind === 'list' ? over : base.kind === 'list' ? { ...base, source: over.source } : undefined;
  if (list !== undefined) return withItems(list, items);
  const { uri, span, shared, document, source } = over;
  return { kind: 'list', uri, span, shared, document, source, flow: false, items };
}

function itemsOf(node: ComposeNode): readonly ComposeNode[] {
  return node.kind === 'list' ? node.items : node.kind === 'scalar' && node.isNull ? [] : [node];
}

/** Lists and mappings of names: the later name wins. A mapping's pairs become one-pair mappings in the list. */
function mergeKeyed(base: ComposeMap | ComposeList, over: ComposeMap | ComposeList): ComposeNode {
  const items = mergeItems(pairItems(base), pairItems(over), 'keyed');
  const { uri, span, shared, document, source, flow } = over;
  return { kind: 'list', uri, span, shared, document, source, flow, items };
}

function pairItems(node: ComposeMap | ComposeList): readonly ComposeNode[] {
  return node.kind === 'list' ? node.items : node.entries.map((entry) => mapNode(node, [entry]));
}

function mergeItems(
  base: readonly ComposeNode[],
  over: readonly ComposeNode[],
  strategy: Strategy | undefined,
): readonly ComposeNode[] {
  const items = new Map<string, ComposeNode>();
  for (const item of [...base, ...over]) {
    if (item.source.tag === 'reset') continue;
    items.set(identityOf(item, strategy), item);
  }
  return [...items.values()];
}

/** Items with the same identity are one: the later replaces the earlier. */
function identityOf(item: ComposeNode, strategy: Strategy | undefined): string {
  if (strategy === 'keyed')
    return item.kind === 'scalar' ? nameIn(item) : (itemMap(item)?.entries[0]?.key ?? placeOf(item));
  if (strategy === 'ports') return portIdentity(item);
  if (strategy === 'volumes') return mountIdentity(item);
  if (item.kind === 'scalar') return `=${item.text}`;
  const source = itemMap(item)?.get('source') ?? itemMap(item)?.get('path');
  return source?.kind === 'scalar' ? `=${source.text}` : placeOf(item);
}

function itemMap(item: ComposeNode): ComposeMap | undefined {
  return item.kind === 'map' ? item : undefined;
}

function nameIn(item: ComposeScalar): string {
  const equals = item.text.indexOf('=');
  return equals < 0 ? item.text : item.text.slice(0, equals);
}

function placeOf(item: ComposeNode): string {
  return `@${item.uri}#${item.span.start}`;
}

function portIdentity(item: ComposeNode): string {
  const port = portsOf({ kind: 'list', ...base(item), flow: false, items: [item] })[0];
  if (port === undefined) return placeOf(item);
  const part = (one: { readonly value: string | undefined; readonly written: string } | undefined): string =>
    one === undefined ? '' : (one.value ?? one.written);
  return `${part(port.hostIp)}|${part(port.published)}|${part(port.target)}|${port.protocol ?? ''}`;
}

function mountIdentity(item: ComposeNode): string {
  const mount = mountsOf({ kind: 'list', ...base(item), flow: false, items: [item] }, undefined)[0];
  const target = mount?.target;
  return target === undefined ? placeOf(item) : (target.value ?? target.written);
}

function base(item: ComposeNode): Pick<ComposeMap, 'uri' | 'span' | 'shared' | 'document' | 'source'> {
  const { uri, span, shared, document, source } = item;
  return { uri, span, shared, document, source };
}

function textOf(node: ComposeNode | undefined): string | undefined {
  return node?.kind === 'scalar' && !node.isNull ? node.text : undefined;
}

/** Drops what `!reset` takes away where no other file is merged. */
export function withoutResets(map: ComposeMap): ComposeMap {
  const kept = map.entries.filter(({ value }) => value.source.tag !== 'reset');
  return kept.length === map.entries.length ? map : mapNode(map, kept);
}
