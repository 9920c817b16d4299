import type { TomlLeaf, TomlTable } from '../../formats/toml/read/tree.ts';
import { normalName } from '../../knowledge/toml/key-path.ts';
import { defineRule } from '../contract.ts';

const CLEAN = /^(?:mqtt_)?clean_?(?:session|start)$/;
const PERSISTENT = /^(?:mqtt_)?persistent_session$/;
const CLIENT = /^(?:mqtt_)?client_?id$/;
const EXPIRY = /^(?:mqtt_)?session_expiry(?:_interval)?(?:_(?:s|ms|secs?|seconds))?$/;
const QOS = /^(?:mqtt_)?qos(?:_level)?$/;
const NOTHING = /^0+(?:\.0+)?\s*[a-z]{0,8}$/i;

export default defineRule({
  id: 'toml/mqtt-session-lost',
  subject: 'tomlTable',
  severity: 'low',
  category: 'correctness',
  profile: 'strict',
  stages: 'production',
  summary: 'An MQTT session is to be kept, and its client gets another name at each start',
  fix: 'none',
  formats: ['toml'],
  check(table, report, context) {
    const client = leafOf(table, CLIENT);
    if (client?.value !== '') return;
    const clean = leafOf(table, CLEAN);
    const kept = clean?.value === false ? clean : leafOf(table, PERSISTENT);
    if (kept === undefined || (kept !== clean && kept.value !== true)) return;
    // the session ends with the connection, or holds no messages, under any name
    if (isNothing(leafOf(table, EXPIRY)) || isNothing(leafOf(table, QOS))) return;
    report({
      at: kept.valueSpan,
      message: `No session outlives a restart while ${client.name.slice(0, 24)} is empty: a new name is made up; set it, or start clean`,
      path: kept.path.map(String),
      related: [{ at: { uri: context.uri, span: client.valueSpan }, message: 'The empty name' }],
    });
  },
});

function isNothing(leaf: TomlLeaf | undefined): boolean {
  const value = leaf?.value;
  return typeof value === 'string' ? NOTHING.test(value) : value === 0 || value === 0n;
}

function leafOf(table: TomlTable, name: RegExp): TomlLeaf | undefined {
  for (const node of table.entries.values())
    if (node.type === 'leaf' && node.name.length < 40 && name.test(normalName(node.name))) return node;
  return undefined;
}
