import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lintFiles } from '../support/lint.ts';
import { DIFFERENCES, NOT_PORTED, PLUGINS, UNQUOTED_BRACE } from './nginx-peers-data.ts';

const FOLDER = join(import.meta.dirname, '../../../shared/fixtures/nginx');

interface PeerCase {
  readonly peer: string;
  readonly plugin: string;
  readonly file: string;
  readonly kind: 'positive' | 'negative';
}

interface Row {
  agreed: number;
  different: number;
  missed: number;
}

/** The finding of our rules in a case; every file beside it is there for its includes. */
async function isFound(file: string, rules: readonly string[]): Promise<boolean> {
  const folder = join(FOLDER, dirname(file));
  const files: Record<string, string> = {};
  for (const name of readdirSync(folder)) {
    if (statSync(join(folder, name)).isFile()) files[name] = readFileSync(join(folder, name), 'utf8');
  }
  const path = 'case.nginx.conf';
  files[path] = files[basename(file)] ?? '';
  const wanted = new Set(rules.map((rule) => `nginx/${rule}`));
  const { findings } = await lintFiles({ files, path, profile: 'all', selection: { only: wanted } });
  return findings.some(({ rule }) => wanted.has(rule));
}

describe.skipIf(!existsSync(join(FOLDER, 'expected.json')))('labelled cases of other nginx linters', () => {
  const text = existsSync(join(FOLDER, 'expected.json')) ? readFileSync(join(FOLDER, 'expected.json'), 'utf8') : '[]';
  const cases = JSON.parse(text) as readonly PeerCase[];

  it('answers or names every check', () => {
    const unknown = cases.filter(({ plugin }) => !Object.hasOwn(PLUGINS, plugin) && !Object.hasOwn(NOT_PORTED, plugin));
    // The rest belongs to the validation rules, which are held to nginx itself.
    expect([...new Set(unknown.map(({ plugin }) => plugin))]).toEqual([]);
  });

  it('agrees but where we say why', async () => {
    const rows = new Map<string, Row>();
    const surprises: string[] = [];
    for (const { plugin, file, kind } of cases) {
      const rules = PLUGINS[plugin];
      if (rules === undefined) continue;
      const row = rows.get(plugin) ?? { agreed: 0, different: 0, missed: 0 };
      rows.set(plugin, row);
      const found = await isFound(file, rules);
      if (found === (kind === 'positive')) row.agreed++;
      else if (isExplained(plugin, file)) row.different++;
      else {
        row.missed++;
        surprises.push(`${kind} ${file}`);
      }
    }
    console.log(table(rows));
    expect(surprises).toEqual([]);
  });
});

function isExplained(plugin: string, file: string): boolean {
  if (DIFFERENCES.some(({ files }) => files.some((end) => file.endsWith(end)))) return true;
  return plugin === '(parser)' && UNQUOTED_BRACE.test(readFileSync(join(FOLDER, file), 'utf8'));
}

function table(rows: ReadonlyMap<string, Row>): string {
  const lines = [...rows].map(
    ([plugin, { agreed, different, missed }]) =>
      `${plugin.padEnd(34)}${String(agreed).padStart(7)}${String(different).padStart(10)}${String(missed).padStart(7)}`,
  );
  return [`${'plugin'.padEnd(34)} agreed different missed`, ...lines].join('\n');
}
