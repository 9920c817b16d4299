import { normalName } from '../../knowledge/toml/key-path.ts';
import { isQuietFile } from '../../knowledge/toml/quiet-files.ts';
import { scalarOf } from '../../subjects/toml/seen.ts';
import { defineRule } from '../contract.ts';

/** Folders that are emptied: at a reboot where they lie in memory, and by systemd-tmpfiles after some days. */
const TEMPORARY = /^(?:file:\/\/)?(?:\/var)?\/tmp(?:\/|$)/;
const DATA_KEY =
  /^(?:\w+_)?(?:data|db|database|storage|store|wal|raft|meta|snapshots?|ledger|chain_?data)_?(?:path|dir|directory|folder|root|location|file)$|^(?:datadir|dbpath)$/;
const PLACE_KEY = /^(?:path|dir|directory|folder|root|location|file)$/;
const DATA_TABLE = /^(?:data|db|database|storage|store|wal|raft|meta|persistence|ledger)$/;
const LOG_KEY = /^(?:\w+_)?logs?_?(?:path|dir|directory|folder|file)$/;
const LOG_TABLE = /^(?:logs?|logging)$/;

/** What a place is for, by its key and the table it stands in. */
function contentOf(key: string, table: string): 'data' | 'logs' | undefined {
  if (LOG_KEY.test(key) || (LOG_TABLE.test(table) && PLACE_KEY.test(key))) return 'logs';
  if (/tmp|temp|cache|scratch|spill/.test(`${table} ${key}`)) return undefined;
  return DATA_KEY.test(key) || (DATA_TABLE.test(table) && PLACE_KEY.test(key)) ? 'data' : undefined;
}

export default defineRule({
  id: 'toml/temporary-data',
  subject: 'document',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'production',
  summary: 'Data is kept in a folder that is emptied',
  fix: 'none',
  formats: ['toml'],
  check(model, report) {
    if (model.format !== 'toml' || isQuietFile(model.uri)) return;
    for (const leaf of model.leaves) {
      const value = scalarOf(model.file.text, leaf);
      if (typeof value !== 'string' || !TEMPORARY.test(value)) continue;
      const names = leaf.path.filter((step) => typeof step === 'string').map(normalName);
      const key = names.pop() ?? '';
      const content = key.length > 120 ? undefined : contentOf(key, names.at(-1) ?? '');
      if (content === undefined) continue;
      report({
        at: leaf.valueSpan,
        message: `${key.slice(0, 40)} keeps ${content} under ${value.includes('/var/') ? '/var/tmp' : '/tmp'}, which reboots and clean-ups empty; move it to ${content === 'data' ? '/var/lib' : '/var/log'}`,
        severity: content === 'data' ? 'medium' : 'low',
        path: leaf.path.map(String),
      });
    }
  },
});
