import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, runCli } from './run-cli.ts';

const BAD = 'ADMIN_PASSWORD=changeme\n';

async function problemsOf(settings: string, args: readonly string[] = [], more: Record<string, string> = {}) {
  const cwd = folderWith({ '.env': BAD, 'preflight.json': settings, ...more });
  const stdin = args.includes('--stdin') ? BAD : '';
  const { stdout } = await runCli(['scan', '-q', ...args], { cwd, stdin });
  return stdout.split('\n').filter((line) => /\[preflight\//.test(line));
}

describe('a mistake in the settings is said', () => {
  it.each([
    ['{ "extends": "./nope.json" }', 'preflight.json:1:14 medium No such settings file'],
    ['{ "extends": "./preflight.json" }', 'preflight.json:1:14 medium This settings file names itself'],
    ['{ "extends": "../../outside.json" }', 'lies outside the workspace and is not read'],
    ['{ "checklists": { "./none.json": {} } }', 'preflight.json:1:19 medium No such checklist'],
    ['{ "nginx": 5 }', '"nginx" must be an object'],
    ['{ "overrides": [{ "files": ["*"], "rulez": {} }] }', 'Unknown key of an override "rulez"; did you mean "rules"?'],
    ['{ "overrides": [{ "files": ["*"], "profile": "stict" }] }', '"profile" must be essential, recommended'],
    ['{ "thresholds": { "compose/nothing.at-all": 4 } }', 'Unknown threshold "compose/nothing.at-all"'],
  ])('%s', async (settings, words) => {
    for (const args of [[], ['--fix', '--dry-run'], ['--stdin', '--stdin-filename', '.env']])
      expect((await problemsOf(settings, args)).join('\n'), args.join(' ')).toContain(words);
  });

  it('in what they extend, and in a checklist whatever it is called', async () => {
    const settings = '{ "extends": "./conf/base.json", "checklists": { "./conf/ours.json": {} } }';
    const said = await problemsOf(settings, [], {
      'conf/base.json': '{ "extends": "./gone.json", "checklists": { "./ours.json": {} } }',
      'conf/ours.json': '{ "name": "x", "rules": [] }',
    });
    expect(said.join('\n')).toContain('conf/base.json:1:14 medium No such settings file');
    expect(said.join('\n')).toMatch(/conf\/ours\.json:1:\d+ medium Unknown key "rules"/);
    expect(said.join('\n')).not.toContain('No such checklist');
  });

  it('a byte order mark is none', async () => {
    expect(await problemsOf('\ufeff{ "rules": { "secret/placeholder": "low" } }')).toEqual([]);
  });

  it('a checklist that is not there ends the run', async () => {
    const { code, stderr } = await runCli(['scan', '--checklist', './none.json'], { cwd: folderWith({ '.env': BAD }) });
    expect([code, stderr]).toEqual([2, 'preflight: ./none.json: no such checklist file\n']);
  });
});

describe('a suppression', () => {
  it('keeps its working half and its reason when the other half is repaired', async () => {
    const cwd = folderWith({
      '.env':
        '# preflight-ignore secret/placeholder, secret/nothing-of-the-kind -- rotated by the vault\nADMIN_PASSWORD=changeme\n',
    });
    await runCli(['scan', '--fix'], { cwd });
    expect(readFileSync(join(cwd, '.env'), 'utf8')).toBe(
      '# preflight-ignore secret/placeholder -- rotated by the vault\nADMIN_PASSWORD=changeme\n',
    );
  });

  it('with a typing error is not deleted by itself', async () => {
    const text = '# preflight-ignore secret/placeholdr -- rotated by the vault\nADMIN_PASSWORD=changeme\n';
    const cwd = folderWith({ '.env': text });
    await runCli(['scan', '--fix'], { cwd });
    expect(readFileSync(join(cwd, '.env'), 'utf8')).toBe(text);
  });

  it.each(['—', '–', '---'])('may part its reason with %s', async (dash) => {
    const cwd = folderWith({ '.env': `# preflight-ignore secret/placeholder ${dash} rotated by the vault\n${BAD}` });
    const { stdout } = await runCli(['scan', '-q', '--profile', 'all'], { cwd });
    expect(stdout).not.toMatch(/preflight\/suppression|secret\/placeholder/);
  });
});
