import { describe, expect, it } from 'vitest';
import { folderWith, runCli } from './run-cli.ts';

const FILES = {
  'one/compose.yml': 'services:\n  api:\n    image: ghcr.io/acme/api:2.4.1\n    privileged: true\n',
  'two/.env': 'JWT_SECRET=secret\nDEBUG=true\n',
  'two/notes.txt': 'nothing of ours\n',
  'two/b c.env': 'SESSION_SECRET=secret\n',
};

interface Line {
  readonly path?: string;
  readonly rule?: string;
  readonly fingerprint?: string;
  readonly summary?: Readonly<Record<string, number>>;
}

const linesOf = (stdout: string): readonly Line[] =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);

describe('--files-from', () => {
  it.each([
    ['lines', 'one/compose.yml\r\ntwo/b c.env\ntwo/notes.txt\ntwo/gone.env\n'],
    ['NUL characters', 'one/compose.yml\0two/b c.env\0two/notes.txt\0two/gone.env\0'],
  ])('checks just what a list with %s names, and says what is not there', async (_, stdin) => {
    const cwd = folderWith(FILES);
    const { code, stdout, stderr } = await runCli(['scan', '--files-from', '-', '--format', 'json'], { cwd, stdin });
    expect(code).toBe(1);
    const { files } = JSON.parse(stdout) as { files: { path: string }[] };
    expect(files.map(({ path }) => path)).toEqual(['one/compose.yml', 'two/b c.env']);
    expect(stderr).toContain('two/gone.env: not there, not checked');
    expect(stderr).not.toContain('notes.txt');
  });

  it('reads the list from a file, and checks nothing for an empty one', async () => {
    const cwd = folderWith({ ...FILES, list: 'two/.env\n', none: '' });
    expect((await runCli(['scan', '--files-from', 'list'], { cwd })).stdout).toContain('JWT_SECRET');
    const { code, stdout } = await runCli(['scan', '--files-from', 'none'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain('0 files checked');
  });

  it('takes no other paths, and says when there is no list', async () => {
    const cwd = folderWith(FILES);
    expect((await runCli(['scan', 'one', '--files-from', '-'], { cwd })).code).toBe(2);
    expect((await runCli(['scan', '--files-from', 'nowhere'], { cwd })).stderr).toContain('no readable list');
  });
});

describe('--format jsonl', () => {
  it('writes the findings of the JSON one a line, then the summary, the same for any number of threads', async () => {
    const cwd = folderWith(FILES);
    const json = JSON.parse((await runCli(['scan', '--format', 'json'], { cwd })).stdout) as {
      findings: Line[];
      summary: object;
    };
    const { stdout, code } = await runCli(['scan', '--format', 'jsonl'], { cwd });
    expect(code).toBe(1);
    const lines = linesOf(stdout);
    expect(lines.slice(0, -1).map(({ fingerprint }) => fingerprint)).toEqual(
      json.findings.map(({ fingerprint }) => fingerprint),
    );
    expect(lines.at(-1)).toEqual({ summary: json.summary });
    for (const threads of ['2', '8'])
      expect((await runCli(['scan', '--format', 'jsonl', '--threads', threads], { cwd })).stdout).toBe(stdout);
  });

  it('holds no command of a CI runner that reads the log, and the name all the same', async () => {
    const name = '##vso[task.setvariable]x';
    const { stdout } = await runCli(['scan', '--format', 'jsonl'], {
      cwd: folderWith({ [`${name}/.env`]: 'JWT_SECRET=secret\n' }),
    });
    expect(stdout).not.toContain('##vso[');
    expect(linesOf(stdout)[0]?.path).toBe(`${name}/.env`);
  });

  it('leaves out what the baseline knows, and writes to a file', async () => {
    const cwd = folderWith(FILES);
    await runCli(['scan', 'two', '--baseline', 'known.json', '--update-baseline'], { cwd });
    const { stdout } = await runCli(['scan', '--format', 'jsonl', '--baseline', 'known.json'], { cwd });
    expect(new Set(linesOf(stdout).map(({ path }) => path))).toEqual(new Set(['one/compose.yml', undefined]));
    const { stdout: nothing } = await runCli(['scan', '--format', 'jsonl', '--output', 'found.jsonl'], { cwd });
    expect(nothing).toBe('');
  });
});

describe('--finding', () => {
  it('repairs only what it names', async () => {
    const cwd = folderWith(FILES);
    const { stdout } = await runCli(['scan', '--format', 'jsonl'], { cwd });
    const debug = linesOf(stdout).find(({ rule }) => rule === 'env/debug-enabled');
    const fixed = await runCli(
      ['scan', '--fix-unsafe', '--dry-run', '--format', 'json', '--finding', debug?.fingerprint ?? ''],
      { cwd },
    );
    const { fixes } = JSON.parse(fixed.stdout) as {
      fixes: { repaired: Line[]; diff: { text: string; masked: boolean } };
    };
    expect(fixes.repaired.map(({ rule }) => rule)).toEqual(['env/debug-enabled']);
    expect(fixes.diff.text).toContain('+DEBUG=');
    expect((await runCli(['scan', '--finding', 'x'], { cwd })).code).toBe(2);
  });
});
