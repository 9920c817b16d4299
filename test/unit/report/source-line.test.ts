import { describe, expect, it } from 'vitest';
import { type Report, reportFindings, withEntries } from '../../../server/src/report/report.ts';
import { formatText } from '../../../server/src/report/text.ts';
import { lintFiles } from '../../support/lint.ts';

const SECRET = ['hunter', '2xq'].join('');

/** The line of a finding and the line of carets below it, as the text report prints them. */
async function lines(path: string, text: string, rule: string): Promise<readonly string[]> {
  const file = await lintFiles({ files: { [path]: text }, path, profile: 'all' });
  const { findings } = reportFindings(file, () => path, { source: true });
  const wanted = findings.filter((finding) => finding.rule === rule);
  const report: Report = { version: '0', files: [], suppressed: [], ...withEntries(wanted) };
  const printed = formatText(report, { color: false, quiet: false, pages: {} }).split('\n');
  return printed.slice(1, 3);
}

describe('the line of a finding in a text report', () => {
  it('has its carets under the mask of a secret', async () => {
    expect(await lines('.env', `DB_PASSWORD=${SECRET}\n`, 'secret/weak')).toEqual([
      '    DB_PASSWORD=****',
      '                ^^^^',
    ]);
  });

  it('has them at the right place behind a secret, however long that is', async () => {
    for (const length of [1, 9]) {
      const password = SECRET.repeat(length);
      const text = `services:\n  a:\n    image: x:1\n    environment: {DB_PASSWORD: "${password}", DEBUG: "true"}\n`;
      expect(await lines('docker-compose.yml', text, 'env/debug-enabled')).toEqual([
        '    environment: {DB_PASSWORD: "****", DEBUG: "true"}',
        '                                               ^^^^',
      ]);
    }
  });

  it('counts control characters as they are shown', async () => {
    expect(await lines('.env', 'DEBUG="true" # \u001b\n', 'env/debug-enabled')).toEqual([
      '    DEBUG="true" # \\u{1b}',
      '           ^^^^',
    ]);
  });
});
