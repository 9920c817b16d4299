import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLI, folderWith, runCli } from './run-cli.ts';

const BAD = 'ADMIN_PASSWORD=changeme\n';
const isLinux = process.platform === 'linux';

describe('what was to be checked and was not', () => {
  const files = { 'a.env': 'A=1\n', 'b.env': Buffer.from([0xff, 0xfe, 0x41]), 'c.toml': `a = ${'['.repeat(100)}` };
  const words = 'Not checked, or not to the end: 2 files (b.env, c.toml).';

  it.each([
    ['text', (out: string) => out.includes(`${words}\n`)],
    ['json', (out: string) => JSON.parse(out).summary.unchecked === 2],
    [
      'sarif',
      (out: string) => JSON.parse(out).runs[0].invocations[0].toolExecutionNotifications[0].message.text === words,
    ],
    ['junit', (out: string) => out.includes(`<testcase name="${words}"`)],
    ['github', (out: string) => out.includes(`::${words.replaceAll('%', '%25')}\n`)],
    ['markdown', (out: string) => out.includes(words)],
    ['html', (out: string) => out.includes(`<p class="note">${words}</p>`)],
  ] as const)('is a number in %s, and fails the job', async (format, holds) => {
    const { code, stdout } = await runCli(['scan', '--format', format], { cwd: folderWith(files) });
    expect(code).toBe(1);
    expect(holds(stdout), stdout.slice(-600)).toBe(true);
    expect(stdout.match(/preflight\/unreadable/g)?.length ?? 0).toBeGreaterThan(1);
  });

  it('stays a number where a baseline knows it', async () => {
    const cwd = folderWith(files);
    await runCli(['scan', '--baseline', 'b.json', '--update-baseline'], { cwd });
    const { code, stdout } = await runCli(['scan', '--baseline', 'b.json', '-q'], { cwd });
    expect([code, stdout.replace(/^\d+ findings/m, 'n findings')]).toEqual([
      0,
      `2 files checked, no findings.\n${words}\nn findings are in the baseline and not reported.\n`,
    ]);
  });

  it.skipIf(!isLinux)(
    'a pipe under a name of ours is none of the files that are read, and holds nobody up',
    async () => {
      const cwd = folderWith({ 'compose.yml': 'services:\n  a:\n    image: x:1\n    env_file: [app.env]\n' });
      mkdirSync(join(cwd, '.git'));
      for (const name of ['.env', 'app.env', '.gitignore', 'preflight.json', '.git/index'])
        execFileSync('mkfifo', [join(cwd, name)]);
      const { code, stdout } = await runCli(['scan', '-q'], { cwd });
      expect(code).toBe(1);
      for (const name of ['.env', 'app.env', 'preflight.json'])
        expect(stdout).toContain(`${name}:1:1 high Not checked: not a regular file [preflight/unreadable]`);
    },
  );

  it.skipIf(!isLinux || process.getuid?.() !== 0)('files and folders of somebody else', () => {
    const cwd = folderWith({ '.env': BAD, 'conf/.env': BAD });
    chmodSync(join(cwd, '.env'), 0o600);
    chmodSync(join(cwd, 'conf'), 0o700);
    chmodSync(cwd, 0o755);
    const { status, stdout } = spawnSync(process.execPath, [CLI, 'scan', '-q'], {
      cwd,
      uid: 65534,
      gid: 65534,
      encoding: 'utf8',
    });
    expect(status, stdout).toBe(1);
    expect(stdout).toContain('.env:1:1 high Not checked: no permission to read it');
    expect(stdout).toContain('conf:1:1 medium Not checked: the folder could not be read, nothing in it was looked at');
  });
});

describe('a report that does not arrive', () => {
  const shell = (cwd: string, line: string) =>
    spawnSync('bash', ['-c', line.replaceAll('preflight', `"${process.execPath}" "${CLI}"`)], {
      cwd,
      encoding: 'utf8',
    });

  it.skipIf(!isLinux)('on a full disk is a failure, whatever it says', () => {
    for (const cwd of [folderWith({ '.env': 'A=1\n' }), folderWith({ '.env': BAD })]) {
      const { status, stderr } = shell(cwd, 'preflight scan > /dev/full');
      expect([status, stderr]).toEqual([2, 'preflight: standard output could not be written (ENOSPC)\n']);
    }
    expect(shell(folderWith({}), 'preflight explain secret/placeholder > /dev/full').status).toBe(2);
  });

  it.skipIf(!isLinux)('as its reader has gone leaves the exit code to the findings', () => {
    expect(shell(folderWith({ '.env': BAD }), 'preflight scan | true; exit ${PIPESTATUS[0]}').status).toBe(1);
    expect(shell(folderWith({ '.env': 'A=1\n' }), 'preflight scan | true; exit ${PIPESTATUS[0]}').status).toBe(0);
  });

  it('in a pipe that is slow arrives as a whole', () => {
    const cwd = folderWith(Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`a${i}.env`, BAD])));
    const { stdout } = shell(cwd, 'preflight scan --format json | (sleep 1; cat)');
    expect(JSON.parse(stdout).findings).toHaveLength(150);
  });
});

describe('settings nobody can read', () => {
  it.each<[string, string | Buffer, string]>([
    ['that are no UTF-8', Buffer.from('{"rules":{},"a":"\xff"}', 'latin1'), 'not UTF-8 text'],
    ['that are too large', `{"rules":{}}${' '.repeat(1_100_000)}`, 'larger than 1048576 bytes'],
  ])('%s are said', async (_, text, reason) => {
    const cwd = folderWith({ '.env': 'A=1\n' });
    writeFileSync(join(cwd, 'preflight.json'), text);
    const { code, stdout } = await runCli(['scan', '-q'], { cwd });
    expect(code).toBe(1);
    expect(stdout).toContain(`preflight.json:1:1 high Not checked: ${reason}`);
  });
});

describe('what is looked for around a file is no part of it', () => {
  it('a TOML file in a deep tree is checked as a whole', async () => {
    const deep = Array.from({ length: 24 }, (_, i) => `d${i}/`);
    const around = deep.map((_, i) => [`${deep.slice(0, i).join('')}compose.yml`, 'services:\n  a:\n    image: x:1\n']);
    const cwd = folderWith({ [`${deep.join('')}config.toml`]: 'debug = true\n', ...Object.fromEntries(around) });
    mkdirSync(join(cwd, '.git'));
    const { stdout } = await runCli(['scan', '-q', '--profile', 'all'], { cwd });
    expect(stdout).not.toContain('Not checked');
  });
});
