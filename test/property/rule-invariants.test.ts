import { describe, expect, it } from 'vitest';
import type { Finding } from '../../server/src/finding/finding.ts';
import { RULES } from '../../server/src/rules/registry.ts';
import type { Example } from '../../tools/rule-page-source.ts';
import { lintFiles } from '../support/lint.ts';
import { documentsOf } from '../support/rule-pages.ts';

const NAMES = { dotenv: '.env', compose: 'docker-compose.yml', toml: 'config.toml', nginx: 'nginx.conf' } as const;

/** A rule's findings on an example whose text went through `change`; other files of the example stay as they are. */
async function run(
  rule: string,
  example: Example,
  change: (text: string) => string,
): Promise<{ text: string; findings: readonly Finding[]; suppressed: readonly Finding[] }> {
  const path = example.name ?? NAMES[example.format];
  const text = change(example.text);
  const report = await lintFiles({
    files: { ...example.files, [path]: text },
    path,
    selection: { only: new Set([rule]) },
    tracked: () => true,
  });
  return { text, findings: report.findings.filter((finding) => finding.rule === rule), suppressed: report.suppressed };
}

/** What a finding stands on, line endings aside. */
function places(result: { text: string; findings: readonly Finding[] }): readonly string[] {
  return result.findings
    .map(({ span, severity }) => `${severity} ${result.text.slice(span.start, span.end).replaceAll('\r\n', '\n')}`)
    .sort();
}

/** The dialect rules are about line endings and the first bytes themselves. */
const ABOUT_THE_TEXT = new Set(['dotenv/invisible-character', 'dotenv/loaders-disagree', 'dotenv/line-endings']);

describe('what holds for every rule', () => {
  for (const rule of RULES) {
    it(`${rule.id}`, async () => {
      for (const example of documentsOf(rule.id).reported) {
        const base = await run(rule.id, example, (text) => text);
        const isSafe = (text: string) => !text.startsWith('\ufeff') && !ABOUT_THE_TEXT.has(rule.id);
        if (isSafe(example.text)) {
          const crlf = await run(rule.id, example, (text) => text.replace(/\r?\n/g, '\r\n'));
          expect(places(crlf), 'CRLF changes nothing').toEqual(places(base));
          const moved = await run(rule.id, example, (text) => `# ünïcödé 🚀 漢字\n${text}`);
          expect(places(moved), 'a comment with other characters on top changes nothing').toEqual(places(base));
          expect(moved.findings.map((finding) => finding.fingerprint).sort(), 'fingerprints stay').toEqual(
            base.findings.map((finding) => finding.fingerprint).sort(),
          );
        }
        const silenced = await run(
          rule.id,
          example,
          (text) => `# preflight-ignore-file ${rule.id} -- decided in the invariants\n${text}`,
        );
        expect(silenced.findings, 'a suppression silences it').toEqual([]);
        for (const finding of base.findings) {
          expect(finding.message.length, finding.message).toBeLessThanOrEqual(120);
          expect(finding.message, 'one line').not.toMatch(/[\r\n]/);
          for (const fix of finding.fixes)
            if (fix.safety === 'behavior-changing') expect(fix.title, 'names its consequence').toMatch(/\(.+\)$/);
        }
        await cutAnywhere(rule.id, example);
      }
    });
  }
});

/** Half-typed text is the normal case: no prefix of an example makes a rule throw. */
async function cutAnywhere(rule: string, example: Example): Promise<void> {
  const step = Math.max(1, Math.floor(example.text.length / 12));
  for (let end = 1; end < example.text.length; end += step) {
    const path = example.name ?? NAMES[example.format];
    const { findings } = await lintFiles({
      files: { ...example.files, [path]: example.text.slice(0, end) },
      path,
      selection: { only: new Set([rule]) },
    });
    expect(
      findings.filter((finding) => finding.rule === 'internal/rule-crashed').map((finding) => finding.message),
      `cut at ${end}`,
    ).toEqual([]);
  }
}
