/** The table of `npm run judged`. */
import type { Decided } from './decide.ts';
import { DECIDABLE, type Exceptions } from './exceptions.ts';
import type { VerdictTable } from './verdicts.ts';

/** A line a table: how many of its findings the reader kept as they were on the day of reading, whatever was corrected since. */
export function keptLines(tables: readonly VerdictTable[]): readonly string[] {
  return tables.map(({ name, verdicts }) => {
    const kept = verdicts.filter(({ verdict }) => verdict === 'TRUE').length;
    const share = verdicts.length === 0 ? '-' : `${Math.round((100 * kept) / verdicts.length)} %`;
    return `  ${name.replace(/\.tsv$/, '').padEnd(36)}${`${kept}/${verdicts.length}`.padStart(9)}${share.padStart(6)}`;
  });
}

/** Prints it. @returns places that are met or explained, by expectation. */
export function printJudged(decided: readonly Decided[], exceptions: Exceptions): Readonly<Record<string, number>> {
  const byRule = [...Map.groupBy(decided, ({ verdict }) => verdict.rule)].sort(([a], [b]) => (a < b ? -1 : 1));
  console.log(row('met of read', [...DECIDABLE, 'reader']));
  for (const [rule, of] of byRule) console.log(row(rule, cells(of)));
  console.log(row('total', cells(decided)));
  const left = decided.filter(({ verdict }) => verdict.expect === 'left out').length;
  console.log(
    `${decided.length} verdicts, ${left} left out because the corpus lacks a file; reader: only a reader can tell`,
  );
  console.log(`became of them: ${statesOf(decided)}`);
  const not = decided.filter(({ met }) => met === false);
  const unexplained = not.filter(({ verdict }) => exceptions.places[verdict.id] === undefined);
  if (unexplained.length > 0) console.log(`\n${unexplained.length} not as expected:`);
  for (const one of unexplained) console.log(`  ${said(one)}`);
  const explained = not.filter(({ verdict }) => exceptions.places[verdict.id] !== undefined);
  if (explained.length > 0) console.log(`\n${explained.length} on purpose:`);
  for (const one of explained) console.log(`  ${said(one)} -- ${exceptions.places[one.verdict.id]}`);
  const needless = decided.filter(({ verdict, met }) => met !== false && exceptions.places[verdict.id] !== undefined);
  for (const { verdict } of needless) console.log(`note: ${verdict.id} needs no exception any more`);
  const counts: Record<string, number> = {};
  for (const expect of DECIDABLE) {
    const ofThis = decided.filter(({ verdict }) => verdict.expect === expect);
    const open = ofThis.filter((one) => unexplained.includes(one));
    counts[expect] = ofThis.length - open.length;
  }
  return counts;
}

function cells(of: readonly Decided[]): readonly string[] {
  const counted = DECIDABLE.map((expect) => {
    const here = of.filter(({ verdict }) => verdict.expect === expect);
    return here.length === 0 ? '' : `${here.filter(({ met }) => met === true).length}/${here.length}`;
  });
  const readers = of.filter(({ verdict }) => verdict.expect === 'reader').length;
  return [...counted, readers === 0 ? '' : String(readers)];
}

function row(name: string, columns: readonly string[]): string {
  return `${name.padEnd(38)}${columns.map((text) => text.padStart(15)).join('')}`.trimEnd();
}

function statesOf(decided: readonly Decided[]): string {
  const states = Map.groupBy(decided, ({ fate }) => fate.state);
  return [...states].map(([state, of]) => `${state} ${of.length}`).join(', ');
}

function said({ verdict: { id, rule, file, line, expect }, fate }: Decided): string {
  const now = fate.state === 'gone' ? 'gone' : `${fate.state} ${fate.at.finding.severity} :${fate.at.line}`;
  return `${id} ${expect} (${now}) ${rule} ${file}:${line}`;
}
