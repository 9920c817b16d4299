import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RULES } from '../../../server/src/rules/registry.ts';
import { lintFiles } from '../../support/lint.ts';
import { documentsOf } from '../../support/rule-pages.ts';

const TEXTS = RULES.filter((rule) => rule.id.startsWith('compose/')).flatMap((rule) =>
  Object.values(documentsOf(rule.id)).flatMap((list) => list.map((example) => example.text)),
);
const WORDS = [
  'services:',
  'image:',
  '- ',
  '${',
  '}',
  '*a',
  '&a ',
  '<<: *a',
  '[',
  '{',
  '"',
  ':',
  '\n',
  '\t',
  '  ',
  '#',
  '!reset ',
  'null',
  '80:80',
  '😀',
];

async function crashes(text: string): Promise<readonly string[]> {
  const { findings } = await lintFiles({
    files: { 'docker-compose.yml': text },
    path: 'docker-compose.yml',
    profile: 'all',
  });
  return findings.filter((finding) => finding.rule === 'internal/rule-crashed').map((finding) => finding.message);
}

describe('compose rules on half-typed files', () => {
  it('none crashes on a file that ends anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...TEXTS), fc.double({ min: 0, max: 1, noNaN: true }), async (text, share) => {
        expect(await crashes(text.slice(0, Math.floor(text.length * share)))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('none crashes when something is typed in the middle', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...TEXTS),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom(...WORDS),
        async (text, share, word) => {
          const at = Math.floor(text.length * share);
          expect(await crashes(text.slice(0, at) + word + text.slice(at))).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });
});
