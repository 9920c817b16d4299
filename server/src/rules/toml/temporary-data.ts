import type { TomlModel } from '../../formats/toml/model/model.ts';
import type { TomlLeaf } from '../../formats/toml/read/tree.ts';
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

/** `node_8902.toml`: one of several on the same machine. */
const NUMBERED = /[-_]?\d{1,5}\.toml$/i;
const OWN_HOST = /^(?:\w+_)?(?:host|address|addr)$/;

/** Whether it is one node of a cluster that people start on one machine to try it: numbered, and on its loopback. */
function isOfLocalCluster({ uri, leaves, file }: TomlModel): boolean {
  if (!NUMBERED.test(uri)) return false;
  return leaves.some((leaf) => {
    const value = scalarOf(file.text, leaf);
    const key = leaf.path.at(-1);
    if (typeof value !== 'string' || typeof key !== 'string' || !OWN_HOST.test(normalName(key))) return false;
    return /^(?:localhost|127\.\d+\.\d+\.\d+)(?::\d+)?$/i.test(value);
  });
}

export default defineRule({
  id: 'toml/temporary-data',
  subject: 'document',
  severity: 'medium',
  category: 'correctness',
  profile: 'strict',
  stages: 'production',
  summary: 'Data is kept in a folder that is emptied',
  fix: 'none',
  formats: ['toml'],
  check(model, report) {
    if (model.format !== 'toml' || isQuietFile(model.uri)) return;
    if (isOfLocalCluster(model)) return;
    const found: { readonly leaf: TomlLeaf; readonly key: string; readonly value: string; readonly isData: boolean }[] =
      [];
    for (const leaf of model.leaves) {
      const value = scalarOf(model.file.text, leaf);
      if (typeof value !== 'string' || !TEMPORARY.test(value)) continue;
      const names = leaf.path.filter((step) => typeof step === 'string').map(normalName);
      const key = names.pop() ?? '';
      const content = key.length > 120 ? undefined : contentOf(key, names.at(-1) ?? '');
      if (content !== undefined) found.push({ leaf, key, value, isData: content === 'data' });
    }
    // where data lies there, its logs are the same step
    const hasData = found.some(({ isData }) => isData);
    for (const { leaf, key, value, isData } of found) {
      if (hasData && !isData) continue;
      report({
        at: leaf.valueSpan,
        message: `${key.slice(0, 40)} keeps ${isData ? 'data' : 'logs'} under ${value.includes('/var/') ? '/var/tmp' : '/tmp'}, which reboots and clean-ups empty; move it to ${isData ? '/var/lib' : '/var/log'}`,
        severity: isData ? 'medium' : 'low',
        path: leaf.path.map(String),
      });
    }
  },
});
