import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RULES } from '../../../server/src/rules/registry.ts';
import { lintText } from '../../support/lint.ts';
import { documentsOf } from '../../support/rule-pages.ts';

const TEXTS = RULES.filter(({ id }) => id.startsWith('nginx/')).flatMap(({ id }) =>
  [...documentsOf(id).reported, ...documentsOf(id).notReported]
    .filter(({ format }) => format === 'nginx')
    .map(({ text }) => text),
);
const INSERTED = ['{', '}', ';', '"', "'", '$', '\\', ' ~ ', '(', ' if (', 'server {', '\r\n', '#', 'é', '${X}', '= '];

describe('nginx rules on broken text', () => {
  it('no rule crashes, no message is too long, every edit stays inside the text', async () => {
    const place = fc.nat({ max: 1_000_000 });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...TEXTS),
        place,
        place,
        fc.constantFrom(...INSERTED),
        async (text, a, b, added) => {
          const from = a % (text.length + 1);
          const to = Math.min(text.length, from + (b % 12));
          const broken = text.slice(0, from) + added + text.slice(to);
          for (const finding of await lintText('nginx.conf', broken, { profile: 'all' })) {
            expect(finding.rule).not.toBe('internal/rule-crashed');
            expect(finding.message.length).toBeLessThanOrEqual(120);
            expect(finding.span.start).toBeGreaterThanOrEqual(0);
            expect(finding.span.end).toBeLessThanOrEqual(broken.length);
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});
