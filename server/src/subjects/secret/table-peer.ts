import type { Reach } from '../../finding/reach.ts';
import type { RuleContext } from '../context.ts';
import type { NamedValue } from '../named-value.ts';

/** Keys of a client: what it connects to. `host` and `address` may be what a server listens on. */
const PEER = /(?:^|_)(?:url|uri|endpoints?|servers?|brokers?|bootstrap_servers|repository)$/i;
const LOCAL = /^(?:\w+:)?(?:\w[\w+.-]*:\/\/)?(?:[^/@\s]*@)?(?:localhost|127\.|0\.0\.0\.0|\[::1\])/i;
const NAMES_HOST = /:\/\/|^[\w-]+(?:\.[\w-]+)+(?::\d+)?$|^[\w.-]+:\d+$/;

/** No table of a person has more keys. */
const MOST_KEYS = 200;

/**
 * Who reaches the server that the password of a TOML table logs in to, when the table names one beside it: `loopback` on this machine,
 * else `unknown`. `undefined` where none is named: then the table may be the server's own.
 */
export function peerOfTable(value: NamedValue, context: RuleContext): Reach | undefined {
  if (value.format !== 'toml') return undefined;
  const peers = keysBeside(value, context).filter(
    ({ name, path, source }) => (PEER.test(name) || PEER.test(path.at(-2) ?? '')) && NAMES_HOST.test(source),
  );
  if (peers.length === 0) return undefined;
  return peers.every(({ source }) => LOCAL.test(source)) ? 'loopback' : 'unknown';
}

/** Tables are looked through for every password of a file. A cache only. */
const byTable = new WeakMap<readonly NamedValue[], ReadonlyMap<string, readonly NamedValue[]>>();

function keysBeside(value: NamedValue, context: RuleContext): readonly NamedValue[] {
  const values = context.all('namedValue');
  let known = byTable.get(values);
  if (known === undefined) {
    const tables = new Map<string, NamedValue[]>();
    for (const one of values) {
      // `endpoints = [ … ]`: an item belongs to the table of its list
      const isItem = /^\d+$/.test(one.path.at(-1) ?? '');
      const table = tables.get(tableOf(one, isItem ? 2 : 1));
      if (table === undefined) tables.set(tableOf(one, isItem ? 2 : 1), [one]);
      else if (table.length < MOST_KEYS) table.push(one);
    }
    known = tables;
    byTable.set(values, known);
  }
  return known.get(tableOf(value, 1)) ?? [];
}

function tableOf({ path }: NamedValue, parts: number): string {
  return path.slice(0, -parts).join('\u001f');
}
