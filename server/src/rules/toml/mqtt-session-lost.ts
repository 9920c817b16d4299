import type { TomlLeaf, TomlTable } from '../../formats/toml/read/tree.ts';
import { normalName } from '../../knowledge/toml/key-path.ts';
import { defineRule } from '../contract.ts';

const CLEAN = /^(?:mqtt_)?clean_?(?:session|start)$/;
const PERSISTENT = /^(?:mqtt_)?persistent_session$/;
const CLIENT = /^(?:mqtt_)?client_?id$/;

export default defineRule({
  id: 'toml/mqtt-session-lost',
  subject: 'tomlTable',
  severity: 'low',
  category: 'correctness',
  profile: 'recommended',
  stages: 'production',
  summary: 'An MQTT session is to be kept, and its client has another name each time',
  fix: 'none',
  formats: ['toml'],
  check(table, report, context) {
    const client = leafOf(table, CLIENT);
    if (client?.value !== '') return;
    const clean = leafOf(table, CLEAN);
    const kept = clean?.value === false ? clean : leafOf(table, PERSISTENT);
    if (kept === undefined || (kept !== clean && kept.value !== true)) return;
    report({
      at: kept.valueSpan,
      message: `No session is resumed while ${client.name.slice(0, 24)} is empty: the name is new each time; set it, or start clean`,
      path: kept.path.map(String),
      related: [{ at: { uri: context.uri, span: client.valueSpan }, message: 'The empty name' }],
    });
  },
});

function leafOf(table: TomlTable, name: RegExp): TomlLeaf | undefined {
  for (const node of table.entries.values())
    if (node.type === 'leaf' && node.name.length < 40 && name.test(normalName(node.name))) return node;
  return undefined;
}
