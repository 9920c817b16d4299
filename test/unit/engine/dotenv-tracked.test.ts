import { describe, expect, it } from 'vitest';
import { editsOf } from '../../../server/src/engine/lint.ts';
import { lintFiles } from '../../support/lint.ts';
import { MemoryHost } from '../../support/memory-host.ts';

const TEXT = `DB_HOST=db\nDB_PASSWORD=${['Ahx4eiR9', 'quohTh3x'].join('')}\n`;

async function findings(files: Readonly<Record<string, string>>, path: string, tracked: boolean | undefined) {
  const report = await lintFiles({
    files,
    path,
    selection: { only: new Set(['dotenv/tracked']) },
    tracked: () => tracked,
  });
  return report.findings.filter((finding) => finding.rule === 'dotenv/tracked');
}

describe('dotenv/tracked', () => {
  it('speaks only when git is known to track the file', async () => {
    expect(await findings({ '.env': TEXT }, '.env', true)).toHaveLength(1);
    expect(await findings({ '.env': TEXT }, '.env', false)).toEqual([]);
    expect(await findings({ '.env': TEXT }, '.env', undefined)).toEqual([]);
  });

  it('says nothing about templates, development files and files without secrets', async () => {
    expect(await findings({ '.env.example': TEXT }, '.env.example', true)).toEqual([]);
    expect(await findings({ '.env.development': TEXT }, '.env.development', true)).toEqual([]);
    expect(await findings({ '.env': 'DB_PASSWORD=${FROM_VAULT}\nAPI_TOKEN=changeme\n' }, '.env', true)).toEqual([]);
  });

  it('has the file everybody starts from shipped as an example first', async () => {
    const shipped = `A=1\nB=2\nC=3\n# please change all passwords before you deploy\n${TEXT}`;
    const [finding] = await findings({ '.env': shipped }, '.env', true);
    expect(finding?.severity).toBe('medium');
    expect(finding?.message).toContain('.env.example');
    expect(finding?.fixes).toEqual([]);
  });

  it('is low for a sample that is marked to be changed, and never takes it out of git', async () => {
    for (const text of [TEXT.replace(/\n$/, ' # change this\n'), `# please change all passwords\n${TEXT}`]) {
      const [finding] = await findings({ '.env': text }, '.env', true);
      expect(finding?.severity).toBe('low');
      expect(finding?.message).toContain('as a sample marked to be changed');
      expect(finding?.fixes).toEqual([]);
    }
  });

  it('never prints the secret', async () => {
    const [finding] = await findings({ '.env': TEXT }, '.env', true);
    expect(finding?.message).not.toContain('Ahx4');
  });

  it.each([
    [undefined, 0, '/.env\n', true],
    ['node_modules\n', 13, '/.env\n', false],
    ['node_modules', 12, '\n/.env\n', false],
    ['dist\r\n', 6, '/.env\r\n', false],
  ])('adds the file to a .gitignore that is %j', async (ignore, offset, newText, create) => {
    const files = { '.env': TEXT, ...(ignore !== undefined && { '.gitignore': ignore }) };
    const [finding] = await findings(files, '.env', true);
    if (finding === undefined) throw new Error('no finding');
    expect(editsOf(finding, 0)).toEqual([
      { uri: MemoryHost.uri('.gitignore'), span: { start: offset, end: offset }, newText, create },
    ]);
  });

  it('offers nothing when git ignores the name already', async () => {
    const [finding] = await findings({ '.env': TEXT, '.gitignore': '/.env\n' }, '.env', true);
    expect(finding?.fixes).toEqual([]);
  });
});
