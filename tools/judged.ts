/**
 * Readers judged findings on the corpus; is what they wanted so today? Prints by rule and in total how many places are as expected.
 *   npm run judged [-- --all] [--recall] [--write] [--remember]
 * `--recall`: the notes of what readers would raise instead, by format and weight. `--all`: both (the test command).
 * `--write`: the rules' record in `server/src/data/rule-evidence.json` and the minimum of met places, for a release.
 * `--remember`: notes where the findings of new tables in `tools/data/verdicts` stand; run it at the commit they were read at.
 * Fails when fewer places are met or explained than `tools/data/judged-exceptions.json` says.
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { decide } from './judged/decide.ts';
import { printEntries } from './judged/entries.ts';
import { recordsOf, writeEvidence } from './judged/evidence.ts';
import { belowMinimum, raiseMinimum, readExceptions } from './judged/exceptions.ts';
import { headCommit } from './judged/head.ts';
import { readPlaces, remember, writePlaces } from './judged/places.ts';
import { keptLines, printJudged } from './judged/print.ts';
import { printRecall } from './judged/recall.ts';
import { scanAll } from './judged/scan.ts';
import { allVerdicts, SHARED_VERDICTS, verdictTables } from './judged/verdicts.ts';

const { values: options } = parseArgs({
  options: {
    all: { type: 'boolean', default: false },
    recall: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    remember: { type: 'boolean', default: false },
  },
});

await run();

async function run(): Promise<void> {
  const scan = existsSync(SHARED_VERDICTS) ? await scanAll() : undefined;
  if (scan === undefined) {
    console.log('skipped: judged (../shared/corpus or ../shared/faults is not here)');
    return;
  }
  const verdicts = allVerdicts();
  if (options.remember) {
    const { places, absent } = remember(readPlaces(), verdicts, scan.findings, headCommit().slice(0, 7));
    writePlaces(places);
    for (const { id, rule, file, line } of absent) console.log(`no such finding today: ${id} ${rule} ${file}:${line}`);
  }
  const exceptions = readExceptions();
  const counts: Record<string, number> = {};
  const decided = decide(verdicts, readPlaces(), scan, exceptions.successors);
  if (options.all || !options.recall) {
    Object.assign(counts, printJudged(decided, exceptions));
    console.log('');
    printEntries(scan);
    console.log('\nkept by the reader, on the day of reading:');
    for (const line of keptLines(verdictTables())) console.log(line);
    console.log('');
  }
  if (options.all || options.recall) Object.assign(counts, printRecall(scan, exceptions));
  if (options.write) {
    raiseMinimum(exceptions, counts);
    const all = await scanAll('all');
    const month = new Date().toISOString().slice(0, 7);
    if (all !== undefined) writeEvidence(recordsOf(all, decided), scan.checked, month);
  }
  const below = belowMinimum(exceptions, counts);
  for (const line of below) console.log(line);
  if (below.length > 0) process.exitCode = 1;
}
