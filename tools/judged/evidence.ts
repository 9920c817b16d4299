/**
 * The record of each rule on real files, written at a release to `server/src/data/rule-evidence.json`: findings and files of the
 * corpus, places that readers judged and places they kept.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUILT_IN_RULES } from '../../server/src/engine/built-in-rules.ts';
import { RULES } from '../../server/src/rules/registry.ts';
import type { Decided } from './decide.ts';
import type { Scan } from './scan.ts';
import { DATA } from './verdicts.ts';

/** What is known of one rule: findings, files with one, places read, places kept. */
export type Record4 = readonly [findings: number, files: number, read: number, kept: number];

/**
 * Places read and kept by rule. A place counts while its finding exists. One that was judged wrong or arguable and is now as its reader
 * wanted is another finding than the one that was read: it counts as neither until it is read again. Two readers of one place: it is
 * kept when both kept it.
 */
export function readAndKept(decided: readonly Decided[]): ReadonlyMap<string, { read: number; kept: number }> {
  const places = new Map<string, { rule: string; kept: boolean }>();
  for (const { verdict, fate, met } of decided) {
    if (fate.state !== 'there' && fate.state !== 'moved') continue;
    if (!/^(?:TRUE|ARGUABLE|FALSE)$/.test(verdict.verdict)) continue;
    const kept = verdict.verdict === 'TRUE';
    if (!kept && met === true) continue;
    const { finding, file, line, column } = fate.at;
    const key = `${finding.rule} ${file}:${line}:${column} ${finding.fingerprint}`;
    places.set(key, { rule: finding.rule, kept: kept && places.get(key)?.kept !== false });
  }
  const byRule = new Map<string, { read: number; kept: number }>();
  for (const { rule, kept } of places.values()) {
    const known = byRule.get(rule) ?? { read: 0, kept: 0 };
    byRule.set(rule, { read: known.read + 1, kept: known.kept + (kept ? 1 : 0) });
  }
  return byRule;
}

/** Rules that speak about users' files: not those about our own comments and settings. */
const COUNTED = [...RULES, ...BUILT_IN_RULES].filter(({ id }) => !/^(?:preflight|internal)\//.test(id));

/** One record a rule. @param scan with every profile's rules. */
export function recordsOf(scan: Scan, decided: readonly Decided[]): ReadonlyMap<string, Record4> {
  const hits = Map.groupBy(scan.findings, ({ finding }) => finding.rule);
  const judged = readAndKept(decided);
  return new Map(
    COUNTED.map(({ id }): [string, Record4] => {
      const found = hits.get(id) ?? [];
      const { read, kept } = judged.get(id) ?? { read: 0, kept: 0 };
      return [id, [found.length, new Set(found.map(({ file }) => file)).size, read, kept]];
    }),
  );
}

/** Writes the data file. @param month `YYYY-MM`. */
export function writeEvidence(records: ReadonlyMap<string, Record4>, files: number, month: string): void {
  const path = join(DATA, '../../server/src/data/rule-evidence.json');
  // What stands before the month is written by hand.
  const head = readFileSync(path, 'utf8').split('"month"')[0] ?? '';
  const rows = [...records].map(([id, record]) => `    ${JSON.stringify(id)}: [${record.join(', ')}]`);
  writeFileSync(path, `${head}"month": "${month}",\n  "files": ${files},\n  "rules": {\n${rows.join(',\n')}\n  }\n}\n`);
}
