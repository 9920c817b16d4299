/**
 * Draws a random sample for readers who judge it; the same seed draws the same sample.
 *   npm run sample -- --kind findings|new|fixes|recall --out brief.md|brief.tsv [--count 240] [--seed hash]
 *     [--per-rule 8] [--per-repository 2] [--rule id] [--not-in judged.tsv ...]
 *   npm run sample -- --known
 * findings: entries at `recommended` on `../shared/corpus`. new: those that were not reported when `--known` was run last. fixes: fixes of
 * findings, with what they change. recall: files of the corpus that nobody read, by the share of the formats. `--not-in` leaves out places
 * (or, for recall, files) of tables of verdicts. The seed is the commit's hash.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { corpusFiles } from './corpus-files.ts';
import { type CorpusFinding, repositoryOf } from './corpus-scan.ts';
import { briefText, type Item } from './judged/brief.ts';
import { draw, drawByShare, seeded } from './judged/draw.ts';
import { maskedFixDiff } from './judged/fix-diff.ts';
import { foldingOf } from './judged/folding.ts';
import { headCommit } from './judged/head.ts';
import { knownFindings, writeKnown } from './judged/known.ts';
import { placesIn } from './judged/places-in.ts';
import { allNotePaths } from './judged/recall.ts';
import { scanAll } from './judged/scan.ts';
import { allVerdicts } from './judged/verdicts.ts';

const KINDS = ['findings', 'new', 'fixes', 'recall'] as const;
/** How ids begin, so that samples of one commit are told apart. */
const LETTERS = { findings: 'f', new: 'n', fixes: 'x', recall: 'r' } as const;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    kind: { type: 'string', default: 'findings' },
    out: { type: 'string' },
    count: { type: 'string', default: '240' },
    seed: { type: 'string' },
    'per-rule': { type: 'string', default: '8' },
    'per-repository': { type: 'string', default: '2' },
    rule: { type: 'string', multiple: true },
    'not-in': { type: 'string', multiple: true, default: [] },
    known: { type: 'boolean', default: false },
  },
});
const seed = options.seed ?? headCommit();
const kind = KINDS.find((one) => one === options.kind);
/** Places judged before: `rule path:line`, and `path` alone. */
const before = placesIn([...options['not-in'], ...positionals]);

await run();

async function run(): Promise<void> {
  if (kind === undefined) throw new Error(`--kind is one of ${KINDS.join(', ')}`);
  if (options.out === undefined && !options.known) throw new Error('--out names the file to write');
  if (corpusFiles({}) === undefined) {
    console.log('skipped: sample (../shared/corpus is not here)');
    return;
  }
  if (options.known) {
    writeKnown((await scan()).findings, headCommit());
    return;
  }
  const drawn = kind === 'recall' ? recallItems() : await findingItems(kind);
  const items = drawn.map((item, at) => ({
    ...item,
    id: `${LETTERS[kind]}${seed.slice(0, 6)}-${String(at + 1).padStart(3, '0')}`,
  }));
  writeFileSync(options.out ?? '', briefText(options.out ?? '', kind, seed, items));
  console.log(`${items.length} drawn with seed ${seed}`);
}

async function scan() {
  const found = await scanAll();
  if (found === undefined) throw new Error('the corpus went away');
  return found;
}

async function findingItems(of: 'findings' | 'new' | 'fixes'): Promise<readonly Omit<Item, 'id'>[]> {
  const { findings } = await scan();
  const folding = foldingOf(findings);
  const isKnown = of === 'new' ? knownFindings() : () => false;
  const wanted = findings.filter(
    (one) =>
      !folding.isFolded(one) &&
      !isKnown(one) &&
      !before.has(`${one.finding.rule} ${placeOf(one)}`) &&
      options.rule?.includes(one.finding.rule) !== false,
  );
  const choices = wanted.flatMap((one) => {
    const fixes = of === 'fixes' ? one.finding.fixes.map((_, index) => index) : [0];
    return fixes.map((fix) => ({ one, fix, rule: one.finding.rule, repository: repositoryOf(one.file) }));
  });
  const limits = {
    count: Number(options.count),
    perRule: Number(options['per-rule']),
    perRepository: Number(options['per-repository']),
  };
  const items: Omit<Item, 'id'>[] = [];
  for (const { one, fix } of draw(choices, limits, seeded(seed))) {
    const { rule, severity, message, fixes } = one.finding;
    const item = { rule, severity, place: placeOf(one), message, fix: fixes[fix]?.title ?? '' };
    items.push(of === 'fixes' ? { ...item, diff: await maskedFixDiff(one, fix) } : item);
  }
  return items;
}

function placeOf({ file, line }: CorpusFinding): string {
  return `corpus/${file}:${line}`;
}

function recallItems(): readonly Omit<Item, 'id'>[] {
  const read = new Set([...allVerdicts().map(({ file }) => `corpus/${file}`), ...allNotePaths()]);
  const files = (corpusFiles({}) ?? []).filter(
    ({ file }) => !read.has(`corpus/${file}`) && !before.has(`corpus/${file}`),
  );
  const drawn = drawByShare(
    Map.groupBy(files, (entry) => entry.kind),
    Number(options.count),
    seeded(seed),
  );
  return drawn.map((entry) => ({
    rule: entry.kind,
    severity: '',
    place: `corpus/${entry.file}`,
    message: '',
    fix: '',
  }));
}
