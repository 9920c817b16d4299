import { execSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLI, folderWith, runCli } from './run-cli.ts';

const BAD = 'ADMIN_PASSWORD=changeme\n';
/** Says whether `../base.yml` was read: what it does not set is missing, while of a file that is not known nothing is said to be missing. */
const LOOKS_UP = 'services:\n  db:\n    extends: { file: ../base.yml, service: b }\n';
const BASE = 'services:\n  b:\n    image: x:1\n';
const LOOKED_UP = 'compose/missing-healthcheck';

async function scan(cwd: string, ...args: readonly string[]) {
  return runCli(['scan', '-q', '--profile', 'all', ...args], { cwd });
}

describe('what a scan may look at', () => {
  it('is the repository around a scanned folder, wherever one stands', async () => {
    const cwd = folderWith({ 'repo/base.yml': BASE, 'repo/deploy/compose.yml': LOOKS_UP });
    mkdirSync(join(cwd, 'repo/.git'));
    expect((await scan(cwd, 'repo/deploy')).stdout).toContain(LOOKED_UP);
    expect((await scan(join(cwd, 'repo'), 'deploy/')).stdout).toContain(LOOKED_UP);
    expect((await scan(join(cwd, 'repo/deploy'))).stdout).toContain(LOOKED_UP);
    expect((await scan(join(cwd, 'repo'), 'deploy/compose.yml')).stdout).toContain(LOOKED_UP);
  });

  it('is the folder alone where no repository is, wherever one stands', async () => {
    const cwd = folderWith({ 'plain/base.yml': BASE, 'plain/deploy/compose.yml': LOOKS_UP });
    expect((await scan(join(cwd, 'plain'), 'deploy')).stdout).not.toContain(LOOKED_UP);
    expect((await scan(join(cwd, 'plain/deploy'), 'compose.yml')).stdout).not.toContain(LOOKED_UP);
    expect((await scan(join(cwd, 'plain'))).stdout).toContain(LOOKED_UP);
  });

  it('begins at settings that say so, nearer than the repository', async () => {
    const cwd = folderWith({
      'top/preflight.json': '{ "root": true, "rules": { "compose/missing-healthcheck": "critical" } }',
      'top/base.yml': BASE,
      'top/deploy/base.yml': BASE,
      'top/deploy/compose.yml': LOOKS_UP,
      'top/deploy/inner/preflight.json': '{ "root": true }',
      'top/deploy/inner/compose.yml': LOOKS_UP,
    });
    mkdirSync(join(cwd, '.git'));
    expect((await scan(cwd, 'top/deploy/compose.yml')).stdout).toMatch(/critical .*missing-healthcheck/);
    expect((await scan(cwd, 'top/deploy/inner')).stdout).not.toContain(LOOKED_UP);
    expect((await scan(cwd, 'top/deploy', '--no-config')).stdout).toContain(LOOKED_UP);
  });

  it('is the nearest repository, not one around it', async () => {
    const cwd = folderWith({ 'outer/base.yml': BASE, 'outer/inner/compose.yml': LOOKS_UP, 'outer/private.env': BAD });
    mkdirSync(join(cwd, 'outer/.git'));
    mkdirSync(join(cwd, 'outer/inner/.git'));
    symlinkSync('../private.env', join(cwd, 'outer/inner/link.env'));
    const { stdout } = await scan(join(cwd, 'outer'), 'inner');
    expect(stdout).not.toContain(LOOKED_UP);
    expect(stdout).toContain('inner/link.env:1:1 high Not checked: a link that leads out of the workspace');
  });

  it('settings named by hand are read wherever they are, and what they extend beside them', async () => {
    const cwd = folderWith({
      'repo/.env': BAD,
      'ours/base.json': '{ "rules": { "secret/placeholder": "low" } }',
      'ours/p.json': '{ "extends": "./base.json" }',
    });
    mkdirSync(join(cwd, 'repo/.git'));
    expect((await scan(join(cwd, 'ours'), '../repo', '--config', 'p.json')).stdout).toContain(' low ADMIN_PASSWORD');
    symlinkSync(join(cwd, 'ours/base.json'), join(cwd, 'repo/link.json'));
    const { code, stderr } = await scan(join(cwd, 'repo'), '--config', 'link.json');
    expect([code, stderr]).toEqual([
      2,
      'preflight: link.json: settings not readable: a link that leads out of the workspace\n',
    ]);
  });
});

describe('links', () => {
  it('that lead out are not followed, whatever the folder is called and wherever one stands', async () => {
    const cwd = folderWith({
      'private.env': BAD,
      'repo.v1/compose.yml': 'services:\n  a:\n    image: x:1\n    privileged: true\n',
    });
    symlinkSync('../private.env', join(cwd, 'repo.v1/.env'));
    for (const args of [['repo.v1'], ['repo.v1/.env'], ['repo.v1', '--fix-unsafe']]) {
      const { stdout } = await scan(cwd, ...args);
      expect(stdout).toContain('repo.v1/.env:1:1 high Not checked: a link that leads out of the workspace');
      expect(stdout).not.toContain('ADMIN_PASSWORD');
    }
    expect(readFileSync(join(cwd, 'private.env'), 'utf8')).toBe(BAD);
  });

  it('say the same whether there is something outside or not', async () => {
    const cwd = folderWith({ 'outside/there.env': BAD, 'outside/base.yml': BASE, 'repo/.env': 'A=1\n' });
    for (const [name, target] of [
      ['a.env', '../outside/there.env'],
      ['b.env', '../outside/gone.env'],
      ['c.env', '../outside'],
      ['d.env', '../gone/x/../y.env'],
      ['e.env', 'folder/there.env'],
      ['f.env', 'folder/gone.env'],
    ] as const)
      symlinkSync(target, join(cwd, 'repo', name));
    symlinkSync('../outside', join(cwd, 'repo/folder'));
    writeFileSync(
      join(cwd, 'repo/compose.yml'),
      'services:\n  a:\n    image: x:1\n    env_file: [folder/there.env, folder/gone.env, ../outside/there.env, ../outside/gone.env]\n  b:\n    extends: { file: folder/base.yml, service: b }\n',
    );
    const { stdout } = await scan(cwd, 'repo');
    const said = (name: string) => `repo/${name}.env:1:1 high Not checked: a link that leads out of the workspace`;
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) expect(stdout).toContain(said(name));
    expect(stdout).not.toMatch(/"b" .*missing-healthcheck/);
    expect(stdout).not.toContain('ADMIN_PASSWORD');
  });

  it('inside are followed', async () => {
    const cwd = folderWith({ 'repo/config/app.env': BAD, 'repo/app/x': '' });
    symlinkSync('../config/app.env', join(cwd, 'repo/app/.env'));
    symlinkSync('gone.env', join(cwd, 'repo/app/dangling.env'));
    const { stdout } = await scan(cwd, 'repo');
    expect(stdout).toContain('repo/app/.env:1:16 high ADMIN_PASSWORD');
    expect(stdout).not.toContain('Not checked');
  });

  it('a named folder that leads out of its repository is refused in one sentence', async () => {
    const cwd = folderWith({ 'other/.env': BAD, 'repo/x': '' });
    mkdirSync(join(cwd, 'repo/.git'));
    symlinkSync('../other', join(cwd, 'repo/deploy'));
    const { code, stdout, stderr } = await scan(join(cwd, 'repo'), 'deploy');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe(
      'preflight: deploy: a link that leads out of the repository it lies in; scan what it leads to\n',
    );
  });

  it('are never written through, by no output', async () => {
    const cwd = folderWith({ 'victim.txt': 'mine\n', 'elsewhere/x': '', 'repo/.env': BAD });
    const repo = join(cwd, 'repo');
    mkdirSync(join(repo, '.git'));
    symlinkSync('../victim.txt', join(repo, 'report.sarif'));
    symlinkSync('../new.txt', join(repo, 'base.json'));
    symlinkSync('../elsewhere', join(repo, 'reports'));
    const refused = [
      [['scan', '--output', 'report.sarif'], 'report.sarif: not written: it is a link'],
      [['scan', '--output', 'reports/a/b.sarif'], 'reports/a/b.sarif: not written: "reports" is a link'],
      [['scan', '--baseline', 'base.json', '--update-baseline'], 'base.json: not written: it is a link'],
      [['checklist', 'bap', '--output', 'reports/c.md'], 'reports/c.md: not written: "reports" is a link'],
    ] as const;
    for (const [args, words] of refused) {
      const { code, stderr } = await runCli([...args], { cwd: repo });
      expect(code, words).toBe(2);
      expect(stderr).toContain(`preflight: ${words}\n`);
    }
    expect(readFileSync(join(cwd, 'victim.txt'), 'utf8')).toBe('mine\n');
    expect(['new.txt', 'elsewhere/a', 'elsewhere/c.md'].filter((name) => existsSync(join(cwd, name)))).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('of the system are no trick: /dev/stdout takes a report', () => {
    const cwd = folderWith({ '.env': BAD });
    execSync(`"${process.execPath}" "${CLI}" scan --format json --fail-on never --output /dev/stdout > out.json`, {
      cwd,
    });
    expect(JSON.parse(readFileSync(join(cwd, 'out.json'), 'utf8')).findings).toHaveLength(1);
  });

  it('an output is made with its folders, and replaced', async () => {
    const cwd = folderWith({ '.env': BAD });
    for (let i = 0; i < 2; i++) await runCli(['scan', '--format', 'json', '--output', 'a/b/r.json'], { cwd });
    expect(JSON.parse(readFileSync(join(cwd, 'a/b/r.json'), 'utf8')).findings).toHaveLength(1);
  });
});
