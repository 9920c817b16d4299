import type { TomlModel } from '../../formats/toml/model/model.ts';
import { normalName } from '../../knowledge/toml/key-path.ts';
import { isQuietFile } from '../../knowledge/toml/quiet-files.ts';
import { scalarOf } from '../../subjects/toml/seen.ts';
import { defineRule } from '../contract.ts';

/** Folders that are emptied: at a reboot where they lie in memory, and by systemd-tmpfiles after some days. */
const TEMPORARY = /^(?:file:\/\/)?(?:\/var)?\/tmp(?:\/|$)/;
const DATA_KEY =
  /^(?:\w+_)?(?:data|db|database|storage|store|wal|raft|meta|snapshots?|ledger|chain_?data|tables?|warehouse|lake)_?(?:path|dir|directory|folder|root|location|file|uri|url)$|^(?:datadir|dbpath)$/;
/** A repository or an archive alone is a checkout or what was built. */
const BACKUP_KEY = /^(?:\w+_)?backups?(?:_?(?:path|dir|directory|folder|root|location|uri|url))?$/;
/** The repository of restic or borg, and rustic's `repository` in its table of that name. */
const REPOSITORY = /^(?:(?:\w+_)?backups?|restic|rustic|borg) (?:repository|repo)$|^repository repository$/;
const PLACE_KEY = /^(?:path|dir|directory|folder|root|location|file|uri|url)$/;
const DATA_TABLE = /^(?:data|db|database|storage|store|wal|raft|meta|persistence|ledger)$/;
const BACKUP_TABLE = /^backups?$/;

/** What a place is for, by its key and the table it stands in. What is lost of logs and caches only makes a search harder. */
function contentOf(key: string, table: string): 'data' | 'backups' | undefined {
  if (/tmp|temp|cache|scratch|spill/.test(`${table} ${key}`)) return undefined;
  const isPlace = PLACE_KEY.test(key);
  if (BACKUP_KEY.test(key) || REPOSITORY.test(`${table} ${key}`)) return 'backups';
  if (BACKUP_TABLE.test(table) && isPlace) return 'backups';
  return DATA_KEY.test(key) || (DATA_TABLE.test(table) && isPlace) ? 'data' : undefined;
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

const IS_EXAMPLE =
  /^#+\s*(?:this (?:is|file is) )?(?:an? )?(?:\w+ ){0,2}(?:example|sample)\b(?!s? (?:of|from|in) prod)/i;

/** Whether the file is there to be tried: its first comment calls it an example, or what it loads or stores is made up on a developer's machine. */
function isTried({ leaves, file }: TomlModel): boolean {
  const [header = ''] = file.text.slice(0, 400).trimStart().split(/\r?\n/, 1);
  return (
    IS_EXAMPLE.test(header) ||
    leaves.some(({ value, name }) => {
      if (typeof value !== 'string') return false;
      return /(?:^|\/)target\/(?:release|debug)\//.test(value) || (/command$/i.test(name) && /^echo\s/.test(value));
    })
  );
}

export default defineRule({
  id: 'toml/temporary-data',
  subject: 'document',
  severity: 'medium',
  category: 'correctness',
  profile: 'strict',
  stages: 'production',
  summary: 'Data or backups are kept in a folder that is emptied',
  fix: 'none',
  formats: ['toml'],
  check(model, report) {
    if (model.format !== 'toml' || isQuietFile(model.uri)) return;
    if (isOfLocalCluster(model)) return;
    const isLow = isTried(model);
    for (const leaf of model.leaves) {
      const value = scalarOf(model.file.text, leaf);
      if (typeof value !== 'string' || !TEMPORARY.test(value)) continue;
      const names = leaf.path.filter((step) => typeof step === 'string').map(normalName);
      const key = names.pop() ?? '';
      const content = key.length > 120 ? undefined : contentOf(key, names.at(-1) ?? '');
      if (content === undefined) continue;
      report({
        at: leaf.valueSpan,
        message: `${key.slice(0, 40)} keeps ${content} under ${value.includes('/var/') ? '/var/tmp' : '/tmp'}, which reboots and clean-ups empty; move it to ${content === 'data' ? '/var/lib' : 'another disk or host'}`,
        ...(isLow && { severity: 'low' as const }),
        path: leaf.path.map(String),
      });
    }
  },
});
