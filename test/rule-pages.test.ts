import { describe, expect, it } from 'vitest';
import { BUILT_IN_RULES } from '../server/src/engine/built-in-rules.ts';
import { RULES } from '../server/src/rules/registry.ts';
import { type Example, FACTS_END, FACTS_START, readPage } from '../tools/rule-page-source.ts';
import { lintFiles } from './support/lint.ts';
import { documentsOf, PAGES } from './support/rule-pages.ts';

const DEFAULT_NAMES = {
  dotenv: '.env',
  compose: 'docker-compose.yml',
  toml: 'config.toml',
  nginx: 'nginx.conf',
} as const;

async function rulesFound(example: Example, rule: string): Promise<readonly string[]> {
  const path = example.name ?? DEFAULT_NAMES[example.format];
  const files = { ...example.files, [path]: example.text };
  const { findings } = await lintFiles({ files, path, selection: { only: new Set([rule]) }, tracked: () => true });
  return findings.map((finding) => finding.rule);
}

describe('the documents on the pages of the rules', () => {
  for (const rule of RULES) {
    it(`${rule.id}: every document under "Reported" is reported, none under "Not reported"`, async () => {
      const { reported, notReported } = documentsOf(rule.id);
      expect(reported.length, 'documents under "Reported"').toBeGreaterThanOrEqual(1);
      expect(notReported.length, 'documents under "Not reported"').toBeGreaterThanOrEqual(2);
      for (const [i, example] of reported.entries())
        expect(await rulesFound(example, rule.id), `reported ${i + 1}`).toContain(rule.id);
      for (const [i, example] of notReported.entries())
        expect(await rulesFound(example, rule.id), `not reported ${i + 1}`).toEqual([]);
    });
  }
});

describe('pages and rules', () => {
  it('belong together: no page without a rule, no rule without a page', () => {
    const ids = [...RULES, ...BUILT_IN_RULES].map(({ id }) => id).sort();
    expect([...PAGES.keys()].sort()).toEqual(ids);
  });

  it('argue why a fix is safe, where it is', () => {
    const safe = [...RULES, ...BUILT_IN_RULES].filter(({ fix }) => fix === 'safe').map(({ id }) => id);
    expect(safe.filter((id) => (PAGES.get(id)?.page.safeFix ?? '').length < 40)).toEqual([]);
  });

  it('every page says how the severity follows, and every rule names a reference', () => {
    const silent = [...PAGES].filter(([, { page }]) => (page.severity ?? '') === '').map(([id]) => id);
    expect(silent).toEqual([]);
    const without = RULES.filter(({ id }) => (PAGES.get(id)?.page.references ?? '') === '').map(({ id }) => id);
    expect(without).toEqual([]);
  });
});

describe('the reader of pages', () => {
  const page = (body: string) =>
    `# x/y\n\n${FACTS_START}\nWords.\n${FACTS_END}\n\nThe *reason*, with \`code\`.\n\n${body}`;

  it('takes a name from the fence and further files into the document before', () => {
    const source = '## Reported\n\n```yaml prod.yml\na: 1\n```\n\n```dotenv + .env\nA=1\n```\n';
    expect(readPage('x/y', page(source)).reported).toEqual([
      { format: 'compose', name: 'prod.yml', text: 'a: 1\n', files: { '.env': 'A=1\n' } },
    ]);
  });

  it('gives the reason as Markdown and as words', () => {
    const { why } = readPage('x/y', page('')).page;
    expect(why).toEqual({
      markdown: 'The *reason*, with `code`.',
      text: 'The reason, with `code`.',
    });
  });

  it('refuses what is no page of a rule', () => {
    expect(() => readPage('x/z', page(''))).toThrow('does not start with');
    expect(() => readPage('x/y', '# x/y\n\nWords')).toThrow('two marks');
    expect(() => readPage('x/y', page('## Reportet\n'))).toThrow('no heading');
    expect(() => readPage('x/y', page('## Reported\n\n```ini\na=1\n```\n'))).toThrow('"ini" is none of');
  });
});
