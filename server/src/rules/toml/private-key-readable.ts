import type { TomlTable } from '../../formats/toml/read/tree.ts';
import { normalName } from '../../knowledge/toml/key-path.ts';
import { scalarOf } from '../../subjects/toml/seen.ts';
import { defineRule } from '../contract.ts';

const TARGET = /^(?:path|dest|destination|target|file|to)$/;
const MODE = /^(?:mode|perms?|permissions?|file_mode)$/;
/** What a private key is called by those who write it; a public one ends otherwise. */
const PRIVATE_KEY = /(?:\.key|[-_.](?:key|privkey)\.pem|\/privkey\.pem|\/id_(?:rsa|ed25519|ecdsa)|\.p12|\.pfx|\.jks)$/i;

export default defineRule({
  id: 'toml/private-key-readable',
  subject: 'tomlTable',
  severity: 'low',
  category: 'secret',
  profile: 'recommended',
  stages: 'production',
  summary: 'A private key is written without a mode, while files beside it have one',
  fix: 'none',
  formats: ['toml'],
  check(table, report, context) {
    const target = [...table.entries.values()].find((node) => TARGET.test(normalName(node.name)));
    const path = target?.type === 'leaf' ? scalarOf(context.text, target) : undefined;
    if (target === undefined || typeof path !== 'string' || !PRIVATE_KEY.test(path) || hasMode(table)) return;
    // without a mode anywhere the program may have one of its own for all files
    const { parent } = table;
    const beside = parent === undefined ? [] : parent.type === 'array' ? parent.items : [...parent.entries.values()];
    if (!beside.some((other) => other.type === 'table' && other !== table && hasMode(other))) return;
    report({
      at: target.type === 'leaf' ? target.valueSpan : table.nameSpan,
      message: `A private key is written without a mode, which others may then read; set mode = "0600" as beside it`,
      path: target.path.map(String),
    });
  },
});

function hasMode(table: TomlTable): boolean {
  return [...table.entries.keys()].some((name) => MODE.test(normalName(name)));
}
