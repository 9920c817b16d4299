import { describe, expect, it } from 'vitest';
import type { Finding } from '../server/src/finding/finding.ts';
import type { Fix, FixSafety } from '../server/src/finding/fix.ts';
import { LOADERS } from '../server/src/formats/dotenv/read/loaders/loaders.ts';
import { withFixes } from '../server/src/project/with-fixes.ts';
import { RULES } from '../server/src/rules/registry.ts';
import { isStandIn, placeholdersIn } from '../server/src/text/snippet.ts';
import { applyFix } from './support/apply-fix.ts';
import { fixtureCases } from './support/fixture-cases.ts';
import { memoryProject } from './support/lint.ts';
import { MemoryHost } from './support/memory-host.ts';
import { documentsOf } from './support/rule-pages.ts';

type Files = Readonly<Record<string, string>>;

/** The best first. */
const LEVELS: readonly FixSafety[] = ['safe', 'behavior-changing', 'needs-input'];

const DEFAULT_NAMES = {
  dotenv: '.env',
  compose: 'docker-compose.yml',
  toml: 'config.toml',
  nginx: 'nginx.conf',
} as const;

/** A finding of a rule in one of its documents or fixtures. */
interface Seen {
  readonly files: Files;
  readonly path: string;
  readonly finding: Finding;
}

async function seenIn(rule: string): Promise<readonly Seen[]> {
  const documents = documentsOf(rule).reported.map(({ name, format, text, files }): Files => {
    return { ...files, [name ?? DEFAULT_NAMES[format]]: text };
  });
  const seen: Seen[] = [];
  const cases = [...documents, ...fixtureCases(rule).map((one) => one.files)];
  // git has the files, or there is none: some fixes are for one of the two only
  for (const [files, tracked] of cases.flatMap((one) => [[one, undefined] as const, [one, () => true] as const])) {
    const { project } = memoryProject({
      files,
      profile: 'all',
      selection: { only: new Set([rule]) },
      ...(tracked && { tracked }),
    });
    for (const path of Object.keys(files)) {
      const report = await withFixes(project, await project.check(MemoryHost.uri(path)));
      for (const finding of report.findings) if (finding.rule === rule) seen.push({ files, path, finding });
    }
  }
  return seen;
}

/** What a title ends with: `(clients that only speak TLSv1 lose access)`. */
function consequenceOf({ title }: Fix): string {
  const open = title.lastIndexOf(' (');
  return title.endsWith(')') && open > 0 ? title.slice(open + 2, -1) : '';
}

/** Without a value of its own two words can say what happens; one cannot. */
function saysSomething(consequence: string): boolean {
  return consequence.split(/\s+/).length >= 2 && /[a-z]{3}/.test(consequence);
}

/**
 * What a fix proposes that looks like an answer: no word in capitals, no address of the documentation's own, no file of nginx that
 * has yet to be made (nginx does not start without it).
 */
function proposedBy(fix: Fix): readonly string[] {
  if (fix.safety !== 'needs-input') return [];
  return fix
    .edits()
    .flatMap(({ newText, snippet }) => (snippet === true ? placeholdersIn(newText) : []))
    .flatMap(({ value }) => (isStandIn(value) || value.startsWith('/etc/nginx/') ? [] : [value]));
}

describe('levels and titles of the fixes of', () => {
  for (const rule of RULES) {
    it(rule.id, async () => {
      const seen = await seenIn(rule.id);
      const levels = new Set(seen.flatMap(({ finding }) => finding.fixes.map(({ safety }) => safety)));
      expect(LEVELS.find((level) => levels.has(level)) ?? 'none', 'the best level it offers').toBe(rule.fix);
      for (const { finding } of seen) {
        const ranks = finding.fixes.map(({ safety }) => LEVELS.indexOf(safety));
        expect(ranks, `${finding.message}: the safest first`).toEqual([...ranks].sort());
        const titles = finding.fixes.map(({ title }) => title);
        expect(new Set(titles).size, `${titles}: told apart by their titles`).toBe(titles.length);
        for (const fix of finding.fixes) {
          expect(fix.title, 'an imperative without a full stop').toMatch(/^[A-Z][^\n]*[^.\s]$/);
          if (fix.safety === 'behavior-changing')
            expect(saysSomething(consequenceOf(fix)), `${fix.title}: says what is noticed`).toBe(true);
          for (const value of proposedBy(fix))
            expect(fix.title, 'a value that would be taken for the answer is named').toContain(value);
        }
      }
    });
  }
});

describe('a safe fix of a .env file', () => {
  const rules = RULES.filter(({ fix, formats }) => fix === 'safe' && formats?.includes('dotenv') === true);

  it.each(rules.map(({ id }) => [id]))('of %s: every loader sets what it set before', async (id) => {
    let proven = 0;
    for (const { files, path, finding } of await seenIn(id)) {
      const index = finding.fixes.findIndex(({ safety }) => safety === 'safe');
      if (index < 0) continue;
      const after = applyFix(files, finding, index)[path] ?? '';
      for (const loader of Object.values(LOADERS)) {
        // a project that loads with it gets another level, see the page
        if (loader.id === 'django-environ' && finding.severity !== 'low') continue;
        const before = loader.read(files[path] ?? '');
        if (!before.rejected) expect(loader.read(after).values, `${path}: ${loader.title}`).toEqual(before.values);
        proven += 1;
      }
    }
    expect(proven).toBeGreaterThan(0);
  });
});
