import type { Fix } from '../../finding/fix.ts';
import { replaceValue } from '../../formats/toml/edit/edit.ts';
import { pathText } from '../../formats/toml/model/lookup.ts';
import type { TomlModel } from '../../formats/toml/model/model.ts';
import type { TomlLeaf, TomlNode, TomlTable } from '../../formats/toml/read/tree.ts';
import { isNeighbour, reachOf } from '../../knowledge/env/hosts.ts';
import { polarityOf } from '../../knowledge/env/switch-name.ts';
import { addressHost, bindReach } from '../../knowledge/toml/addresses.ts';
import { normalName, splitKeyPath } from '../../knowledge/toml/key-path.ts';
import { isQuietFile } from '../../knowledge/toml/quiet-files.ts';
import { applicationOf } from './application-of.ts';
import { childrenAt } from './children-at.ts';
import { environmentTables, isEnvironmentPath } from './environment.ts';
import { knownPaths } from './known-paths.ts';
import { scalarOf } from './seen.ts';

/** A scalar with a key nobody's profile judges. */
export interface LooseLeaf {
  readonly leaf: TomlLeaf;
  /** The key in one spelling: `insecure_skip_verify`. */
  readonly key: string;
  /** The name of its table in one spelling; empty at the root. */
  readonly table: string;
  /** All names above it in one spelling. */
  readonly above: readonly string[];
  readonly value: string | number | boolean | bigint;
}

/** No key of a configuration is longer; bounds what the expressions of the rules are matched against. */
const MAX_KEY = 120;

/** The scalars that general rules may judge: none in tool configuration, none a profile knows, none that are environment variables. */
export function looseLeaves(model: TomlModel): readonly LooseLeaf[] {
  return model.derived('loose leaves', () => collectLooseLeaves(model));
}

function collectLooseLeaves(model: TomlModel): readonly LooseLeaf[] {
  if (isQuietFile(model.uri)) return [];
  const known = knownPaths(model, applicationOf(model));
  const environment = environmentTables(model.uri);
  const normal = normalNames();
  const loose: LooseLeaf[] = [];
  for (const leaf of model.leaves) {
    const value = scalarOf(model.file.text, leaf);
    if (value === undefined || isKnown(known, leaf) || isEnvironmentPath(environment, leaf.path)) continue;
    if (isInDisabledTable(model, leaf)) continue;
    const names = leaf.path.filter((step) => typeof step === 'string').map(normal);
    const key = names.pop() ?? '';
    if (key.length > MAX_KEY) continue;
    loose.push({ leaf, key, table: names[names.length - 1] ?? '', above: names, value });
  }
  return loose;
}

/** `normalName` that works out each name of a file once. */
function normalNames(): (name: string) => string {
  const known = new Map<string, string>();
  return (name) => {
    const there = known.get(name);
    if (there !== undefined) return there;
    const normal = normalName(name);
    known.set(name, normal);
    return normal;
  };
}

function isKnown(known: ReadonlySet<string>, leaf: TomlLeaf): boolean {
  if (known.size === 0) return false;
  if (known.has(pathText(leaf.path))) return true;
  return leaf.membership === 'array' && known.has(pathText(leaf.path.slice(0, -1)));
}

/** Whether a table around a leaf is switched off as a whole: nothing in it takes effect. The switch itself counts for what it is. */
function isInDisabledTable(model: TomlModel, leaf: TomlLeaf): boolean {
  let table: TomlTable | undefined = tableOf(leaf);
  if (/^enabled?$/i.test(leaf.name)) table = outerTable(table);
  for (; table !== undefined; table = outerTable(table)) {
    const off = table.entries.get('enabled') ?? table.entries.get('enable');
    if (scalarOf(model.file.text, off) === false) return true;
  }
  return false;
}

/** The table a leaf is written in, arrays skipped. */
export function tableOf(leaf: TomlLeaf): TomlTable {
  let { parent } = leaf;
  while (parent.type !== 'table') parent = parent.parent;
  return parent;
}

/** The table around a table. */
function outerTable(table: TomlTable): TomlTable | undefined {
  let parent = table.parent;
  while (parent !== undefined && parent.type !== 'table') parent = parent.parent;
  return parent;
}

const ADDRESS_KEY =
  /^(?:(?:bind|listen|server|http|https|tcp|rpc|grpc|api|web)_)?(?:bind|listen|addr|address|host|hostname|ip|laddr|listener|endpoint)(?:_(?:addr|address|host|ip|on))?$/;

export type TableReach = 'loopback' | 'network' | 'unknown';

/** Who can reach what a table configures, by the listen addresses in it and the tables around it; `unknown` when none is written. */
export function reachOfTable(model: TomlModel, table: TomlTable): TableReach {
  const known = model.derived('reach of tables', () => new Map<TomlTable, TableReach>());
  for (let at: TomlTable | undefined = table; at !== undefined; at = outerTable(at)) {
    let found = known.get(at);
    if (found === undefined) {
      found = ownReach(model, at);
      known.set(at, found);
    }
    if (found !== 'unknown') return found;
  }
  return 'unknown';
}

/** By the addresses in the table itself. */
function ownReach(model: TomlModel, table: TomlTable): TableReach {
  let found: TableReach = 'unknown';
  for (const node of table.entries.values()) {
    if (!ADDRESS_KEY.test(normalName(node.name))) continue;
    const value = scalarOf(model.file.text, node);
    const reach = typeof value === 'string' ? bindReach(value) : 'unknown';
    if (reach === 'network') return 'network';
    if (reach === 'loopback') found = 'loopback';
  }
  return found;
}

/** Whether a table, or one around it, listens on addresses that others reach. */
export function isOpenTo(model: TomlModel, table: TomlTable): boolean {
  return reachOfTable(model, table) === 'network';
}

const PEER_KEY =
  /^(?:\w+_)?(?:servers?|hosts?|hostname|addr|addrs|address|addresses|endpoints?|brokers?|urls?|uri|peers?)$/;

/** Whether the addresses written in a table lead to this machine or a Compose neighbour (one label), all of them. */
export function arePeersOfTableNear(model: TomlModel, table: TomlTable): boolean {
  const hosts = [...table.entries.values()]
    .filter(({ name }) => PEER_KEY.test(normalName(name)))
    .flatMap((node) => (node.type === 'array' ? [...node.items] : [node]));
  return areNear(model, hosts);
}

/** The same for the places a key path leads to; `*` is any name or item. */
export function arePeersNear(model: TomlModel, keyPath: string): boolean {
  let nodes: readonly TomlNode[] = [model.root];
  for (const step of splitKeyPath(keyPath))
    nodes = nodes.flatMap((node) => childrenAt(node, step).map(([, child]) => child));
  return areNear(model, nodes);
}

function areNear(model: TomlModel, nodes: readonly TomlNode[]): boolean {
  const texts = nodes.map((node) => scalarOf(model.file.text, node)).filter((value) => typeof value === 'string');
  return texts.length > 0 && texts.length === nodes.filter(isText).length && texts.every(isNear);
}

/** Leaves that are texts, known or not; numbers among them are ports. */
function isText(node: TomlNode): boolean {
  return node.type === 'leaf' && (node.kind === 'string' || node.value === undefined);
}

function isNear(address: string): boolean {
  const host = addressHost(address);
  return reachOf(host) === 'here' || (host !== '' && reachOf(host) === 'private' && isNeighbour(host));
}

/** Turns a boolean around. */
export function flip(model: TomlModel, leaf: TomlLeaf, consequence: string): Fix | undefined {
  if (typeof leaf.value !== 'boolean') return undefined;
  const edits = replaceValue(model, leaf, !leaf.value);
  if (edits === undefined) return undefined;
  return {
    title: `Set ${pathText(leaf.path)} = ${!leaf.value} (${consequence})`,
    safety: 'behavior-changing',
    edits: () => edits,
  };
}

/** Whether a name says the opposite of its last words: `no_auth_required`, `skip_verify`. Set to false it is the safe side. */
export function isNegated(key: string): boolean {
  return polarityOf(key.toUpperCase()) !== 'plain' || /(?:^|_)(?:allow|accept|trust)(?:_|$)/.test(key);
}

/** Whether a name turns its words around twice: `disable_skip_verify`. Neither value is certain then. */
export function isUnclear(key: string): boolean {
  return polarityOf(key.toUpperCase()) === 'unclear';
}

/** A path short enough for a message. */
export function shownPath(leaf: TomlLeaf): string {
  const path = pathText(leaf.membership === 'array' ? leaf.path.slice(0, -1) : leaf.path);
  return path.length <= 40 ? path : `…${path.slice(-39)}`;
}
