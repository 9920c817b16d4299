import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { folderWith } from '../cli/run-cli.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const BAD = { '.env': 'ADMIN_PASSWORD=changeme\n' };
const FOUND = 'ADMIN_PASSWORD still holds a placeholder';
/** npm and a shell on a busy machine. */
const SLOW = 240_000;

let tarball = '';
beforeAll(() => {
  const to = mkdtempSync(join(tmpdir(), 'preflight-tarball-'));
  tarball = execFileSync(process.execPath, [join(ROOT, 'tools/tarball.ts'), '--built', '--to', to], {
    encoding: 'utf8',
  }).trim();
}, SLOW);

describe('the npm package', () => {
  it('installs into an empty project with nothing else, and runs', { timeout: SLOW }, () => {
    const cwd = folderWith({ ...BAD, 'package.json': '{ "private": true }' });
    execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], { cwd, stdio: 'ignore' });
    const own = (path: string) => readFileSync(join(cwd, 'node_modules/config-preflight', path), 'utf8');
    expect(own('README.md')).toContain('# Config Preflight');
    expect(own('LICENSE')).toContain('MIT');
    expect(own('THIRD-PARTY-NOTICES.md').length).toBeGreaterThan(1000);
    const { repository, bugs, homepage, version } = JSON.parse(own('package.json'));
    expect(repository.url).toMatch(/^https:\/\/.*\.git$/);
    expect([bugs, homepage].every((one) => one !== undefined)).toBe(true);
    expect(version).toBe(JSON.parse(read('package.json')).version);
    const bin = join(cwd, 'node_modules/.bin/preflight');
    const scan = spawnSync(bin, ['scan', '.'], { cwd, encoding: 'utf8', shell: process.platform === 'win32' });
    expect([scan.status, scan.stdout.includes(FOUND)]).toEqual([1, true]);
    expect(spawnSync(bin, ['explain', 'secret/placeholder'], { cwd, encoding: 'utf8' }).stdout).toContain('CWE-1392');
  });
});

describe.skipIf(process.platform === 'win32')('the GitHub action', () => {
  /** The steps of action.yml that are scripts, with what the runner puts in their place. */
  function run(cwd: string, inputs: Readonly<Record<string, string>>) {
    const output = join(folderWith({}), 'output');
    const summary = `${output}-summary`;
    const env = {
      ...process.env,
      GITHUB_ACTION_PATH: ROOT,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      PREFLIGHT_PATH: '.',
      PREFLIGHT_FAIL_ON: 'high',
      PREFLIGHT_SARIF: 'preflight.sarif',
      ...inputs,
    };
    const [step = ''] = /bash "\$GITHUB_ACTION_PATH\/[^"]+"/.exec(read('action.yml')) ?? [];
    const scan = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', step], { cwd, env, encoding: 'utf8' });
    const outputs = new Map(
      readFileSync(output, 'utf8')
        .trim()
        .split('\n')
        .map((line) => line.split('=') as [string, string]),
    );
    const last = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', `exit "${outputs.get('code')}"`]);
    return { scan, code: last.status, outputs, summary: () => readFileSync(summary, 'utf8') };
  }

  it('runs its own checkout: report, annotations, summary, and the exit code last', { timeout: SLOW }, () => {
    const cwd = folderWith(BAD);
    const { scan, code, outputs, summary } = run(cwd, {});
    expect([scan.status, code]).toEqual([0, 1]);
    expect(scan.stdout).toMatch(/^::error file=\.env,line=1/m);
    expect(JSON.parse(readFileSync(join(cwd, outputs.get('sarif') ?? ''), 'utf8')).runs[0].results).toHaveLength(1);
    expect(summary()).toContain(FOUND);
    expect(run(folderWith(BAD), { PREFLIGHT_FAIL_ON: 'critical' }).code).toBe(0);
  });

  it('has no input that names a package', () => {
    expect(read('action.yml')).not.toMatch(/npx|npm|version:/i);
    expect(read('templates/action.sh')).not.toMatch(/npx/);
  });
});

describe.skipIf(process.platform === 'win32')('the GitLab template', () => {
  it('scans with a tarball that is named by its place, and keeps its cache where the job does', {
    timeout: SLOW,
  }, () => {
    const template = read('templates/gitlab-ci.yml');
    const script = /script:\n {4}- (.+)\n/.exec(template)?.[1] ?? '';
    const cwd = folderWith(BAD);
    const env = {
      ...process.env,
      PREFLIGHT_PACKAGE: tarball,
      PREFLIGHT_PATH: '.',
      PREFLIGHT_FAIL_ON: 'high',
      npm_config_offline: 'true',
    };
    execFileSync('git', ['init', '-q'], { cwd });
    for (let i = 0; i < 2; i++) {
      const { status, stderr } = spawnSync('sh', ['-e', '-c', script], { cwd, env, encoding: 'utf8' });
      expect(status, stderr).toBe(1);
      expect(stderr).not.toContain('no cache is used');
      expect(readFileSync(join(cwd, 'preflight.xml'), 'utf8')).toContain(FOUND);
    }
    const [, folder = ''] = /paths: \[(\S+?)\/?\]/.exec(template) ?? [];
    expect(script).toContain(`--cache=${folder}`);
    expect(readFileSync(join(cwd, folder, '.gitignore'), 'utf8')).toContain('*');
  });
});

describe('the container', () => {
  it('builds the command line from what it copies', { timeout: SLOW }, () => {
    const folder = folderWith({});
    const copies = read('docker/Dockerfile')
      .split('\nFROM ')[0]
      ?.split('\n')
      .filter((line) => line.startsWith('COPY '))
      .flatMap((line) => line.split(' ').slice(1, -1));
    const allowed = read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', ...(copies ?? [])], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    for (const path of listed
      .trim()
      .split('\n')
      .filter((one) => allowed.some((rule) => one === rule || one.startsWith(`${rule}/`)))) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      cpSync(join(ROOT, path), join(folder, path));
    }
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    execFileSync(process.execPath, ['tools/build.ts', 'server/dist'], { cwd: folder, stdio: 'ignore' });
    const cwd = folderWith(BAD);
    const scan = spawnSync(process.execPath, [join(folder, 'server/dist/cli.js'), 'scan', '.'], {
      cwd,
      encoding: 'utf8',
    });
    expect([scan.status, scan.stdout.includes(FOUND)]).toEqual([1, true]);
  });
});
