import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, runCli } from './run-cli.ts';

const BAD = 'ADMIN_PASSWORD=changeme\n';
const FILES = {
  'app/.env': BAD,
  'web/.env': BAD,
  'web/compose.yml': 'services:\n  a:\n    image: x:1\n    privileged: true\n',
};

const update = (cwd: string, file: string, ...args: readonly string[]) =>
  runCli(['scan', '-q', '--baseline', file, '--update-baseline', '--fail-on', 'never', ...args], { cwd });
const known = (path: string): Record<string, readonly string[]> => JSON.parse(readFileSync(path, 'utf8')).findings;

describe('a baseline', () => {
  it('holds wherever somebody stands and whatever is scanned', async () => {
    const cwd = folderWith(FILES);
    await update(cwd, 'base.json');
    for (const [from, args] of [
      ['.', ['.']],
      ['.', ['web', 'app/.env']],
      ['web', ['.', '--baseline', '../base.json']],
      ['app', ['../web', '.', '--baseline', '../base.json']],
    ] as const) {
      const given = args.includes('--baseline' as never) ? args : [...args, '--baseline', 'base.json'];
      const { code, stdout } = await runCli(['scan', '-q', ...given], { cwd: join(cwd, from) });
      expect([code, stdout.includes('no findings')], args.join(' ')).toEqual([0, true]);
    }
  });

  it('says how many findings it knows: a run without findings is no clean one', async () => {
    const cwd = folderWith(FILES);
    await update(cwd, 'base.json');
    const known = await runCli(['scan', '--baseline', 'base.json'], { cwd });
    expect(known.stdout).toContain('no findings');
    expect(known.stdout).toMatch(/\d+ findings are in the baseline and not reported\./);
    const json = await runCli(['scan', '--baseline', 'base.json', '--format', 'json'], { cwd });
    const all = await runCli(['scan', '--format', 'json'], { cwd });
    expect(JSON.parse(json.stdout).summary.inBaseline).toBe(JSON.parse(all.stdout).findings.length);
  });

  it('that lies elsewhere goes by the scanned root', async () => {
    const cwd = folderWith(FILES);
    const file = join(folderWith({}), 'base.json');
    await update(cwd, file);
    expect(Object.keys(known(file))).toEqual(['app/.env', 'web/.env', 'web/compose.yml']);
    expect((await runCli(['scan', '-q', '--baseline', file], { cwd })).code).toBe(0);
  });

  it('keeps what a run does not look at, and drops what is repaired', async () => {
    const cwd = folderWith(FILES);
    const path = join(cwd, 'base.json');
    await update(cwd, 'base.json');
    const all = known(path);
    await update(cwd, 'base.json', '--rule', 'compose/syntax');
    expect(known(path)).toEqual(all);
    writeFileSync(join(cwd, 'web/.env'), 'A=1\n');
    await update(cwd, 'base.json', 'app');
    expect(known(path)).toEqual(all);
    await update(cwd, 'base.json', 'web');
    const { 'web/.env': _, ...rest } = all;
    expect(known(path)).toEqual(rest);
  });

  it('is not written over what is no baseline', async () => {
    const cwd = folderWith({ ...FILES, 'notes.json': '{ "mine": true }' });
    expect((await update(cwd, 'notes.json')).code).toBe(2);
    expect(readFileSync(join(cwd, 'notes.json'), 'utf8')).toBe('{ "mine": true }');
  });

  it('protects what it knows from --fix', async () => {
    const cwd = folderWith(FILES);
    await update(cwd, 'base.json', 'web');
    await runCli(['scan', '--baseline', 'base.json', '--fix-unsafe'], { cwd });
    expect(readFileSync(join(cwd, 'web/.env'), 'utf8')).toBe(BAD);
    expect(readFileSync(join(cwd, 'web/compose.yml'), 'utf8')).toBe(FILES['web/compose.yml']);
    expect(readFileSync(join(cwd, 'app/.env'), 'utf8')).not.toBe(BAD);
  });
});
