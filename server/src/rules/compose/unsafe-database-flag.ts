import { fixIf } from '../../finding/fix.ts';
import type { Severity } from '../../finding/severity.ts';
import { replaceWord, type Word, wordsOf } from '../../subjects/compose/command-words.ts';
import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { factsOf, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

interface Setting {
  readonly risk: string;
  readonly severity: Severity;
}

/** PostgreSQL settings that must not be off where data matters (PostgreSQL documentation, chapters 19.5, 19.10 and 19.3.3). */
const SETTINGS: ReadonlyMap<string, Setting> = new Map<string, Setting>([
  ['fsync', { risk: 'a crash of the host corrupts the whole database', severity: 'high' }],
  ['full_page_writes', { risk: 'a crash of the host can corrupt pages for good', severity: 'high' }],
  ['autovacuum', { risk: 'tables grow until the database stops itself', severity: 'medium' }],
  ['ssl', { risk: 'passwords and data cross the network in the clear', severity: 'low' }],
]);
const OFF: ReadonlySet<string> = new Set(['off', 'false', 'no', '0']);

/** `-c fsync=off`, `--fsync=off`, `-cfsync=off`: the name and where the value begins in the word. */
function settingOf({ word }: Word): { readonly name: string; readonly prefix: string } | undefined {
  const match = /^(-c|--)?([a-z_-]{3,20})=([a-z0-9]{1,5})$/i.exec(word.value ?? '');
  const name = match?.[2]?.toLowerCase().replaceAll('-', '_');
  if (match === null || name === undefined || !OFF.has((match[3] ?? '').toLowerCase())) return undefined;
  return { name, prefix: `${match[1] ?? ''}${match[2] ?? ''}=` };
}

export default defineRule({
  id: 'compose/unsafe-database-flag',
  subject: 'service',
  severity: 'high',
  category: 'correctness',
  profile: 'recommended',
  stages: 'production',
  summary: 'Database is started with a safety net switched off',
  fix: 'behavior-changing',
  formats: ['compose'],
  check(service, report) {
    if (factsOf(service)?.name.startsWith('PostgreSQL') !== true || !runsInProduction(service)) return;
    const unsafe = wordsOf(service).flatMap((word) => {
      const setting = settingOf(word);
      const known = setting === undefined ? undefined : SETTINGS.get(setting.name);
      return setting === undefined || known === undefined ? [] : [{ word, setting, known }];
    });
    for (const { word, setting, known } of unsafe) {
      const rest = unsafe.flatMap(({ setting: { name } }) => (name === setting.name || name === 'ssl' ? [] : [name]));
      report({
        at: placeOf(word.word),
        message: `${setting.name}=off in ${quoted(service.name)}: ${known.risk}; leave it on`,
        severity: known.severity,
        path: ['services', service.name, 'command', setting.name],
        fixes: fixIf(
          setting.name === 'ssl'
            ? 'Switch ssl on (the server needs a certificate and its key)'
            : `Switch ${setting.name} on (${setting.name === 'autovacuum' ? 'cleaning takes time' : 'writes take longer'}${rest.length === 0 ? '' : `; ${rest.join(' and ')} stay${rest.length === 1 ? 's' : ''} off`})`,
          'behavior-changing',
          replaceWord(word, `${setting.prefix}on`),
        ),
      });
    }
  },
});
