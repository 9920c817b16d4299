import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, runCli } from './run-cli.ts';

const BAD = 'ADMIN_PASSWORD=changeme\n';
const FINDING = '.env:1:16 high ADMIN_PASSWORD';

async function scan(cwd: string, cache: string, home: string = folderWith({})) {
  const env = { XDG_CACHE_HOME: home, LOCALAPPDATA: home, HOME: home };
  return runCli(['scan', '-q', cache], { cwd, env });
}

function git(cwd: string, ...args: readonly string[]): void {
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], { cwd, stdio: 'ignore' });
}

/** The results below a cache folder: there is one file of them. */
function resultsIn(folder: string): string {
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('results.json'),
  );
  expect(found).toHaveLength(1);
  return join(folder, found[0] ?? '');
}

/** Makes a cache say something else: whoever repeats it has read it. */
function forge(results: string): void {
  const text = readFileSync(results, 'utf8');
  expect(text).toContain('still holds a placeholder');
  writeFileSync(results, text.replaceAll('still holds a placeholder', 'was read from the cache'));
}

describe('--cache', () => {
  it('is kept in the folder of the user, used from there, and leaves the tree alone', async () => {
    const cwd = folderWith({ '.env': BAD });
    const home = folderWith({});
    expect((await scan(cwd, '--cache', home)).stdout).toContain(FINDING);
    expect(readdirSync(cwd)).toEqual(['.env']);
    const results = resultsIn(home);
    expect(readFileSync(results, 'utf8')).not.toContain('changeme');
    forge(results);
    expect((await scan(cwd, '--cache', home)).stdout).toContain('was read from the cache');
    const other = folderWith({ '.env': BAD });
    expect((await scan(other, '--cache', home)).stdout).toContain(FINDING);
  });

  it('that came with the tree decides nothing', async () => {
    const cwd = folderWith({ '.env': BAD });
    git(cwd, 'init');
    await scan(cwd, '--cache=.preflight-cache');
    forge(join(cwd, '.preflight-cache/results.json'));
    const named = await scan(cwd, '--cache=.preflight-cache');
    expect(named.stdout).toContain('was read from the cache');
    git(cwd, 'add', '-f', '.preflight-cache');
    for (const cache of ['--cache', '--cache=.preflight-cache', '--cache=.Preflight-Cache/../.preflight-cache']) {
      const { code, stdout } = await scan(cwd, cache);
      expect([code, stdout.includes(FINDING)], cache).toEqual([1, true]);
    }
    expect((await scan(cwd, '--cache=.preflight-cache')).stderr).toBe('preflight: no cache is used: git tracks it\n');
  });

  it('in a tree without git is not used: nobody can tell what came with it', async () => {
    const cwd = folderWith({ '.env': BAD });
    const { stdout, stderr } = await scan(cwd, '--cache=.cache');
    expect(stdout).toContain(FINDING);
    expect(stderr).toMatch(/no cache is used: it lies in what is scanned and git cannot tell/);
    expect(existsSync(join(cwd, '.cache'))).toBe(false);
  });

  it('is written through no link', async () => {
    const cwd = folderWith({ 'repo/.env': BAD, 'victim/.gitignore': 'mine\n', 'victim/results.json': 'mine\n' });
    const repo = join(cwd, 'repo');
    git(repo, 'init');
    symlinkSync('../victim', join(repo, 'link'));
    mkdirSync(join(repo, 'folder'));
    symlinkSync('../../victim/.gitignore', join(repo, 'folder/.gitignore'));
    for (const cache of ['--cache=link', '--cache=link/deeper', '--cache=folder']) {
      const { code, stdout, stderr } = await scan(repo, cache);
      expect([code, stdout.includes(FINDING)], cache).toEqual([1, true]);
      expect(stderr, cache).toContain('no cache is used');
    }
    expect(readdirSync(join(cwd, 'victim')).sort()).toEqual(['.gitignore', 'results.json']);
    for (const name of ['.gitignore', 'results.json'])
      expect(readFileSync(join(cwd, 'victim', name), 'utf8')).toBe('mine\n');
    await scan(repo, '--cache=.own');
    symlinkSync('../../victim/results.json', join(repo, '.own/other'));
    execFileSync('mv', ['other', 'results.json'], { cwd: join(repo, '.own') });
    expect((await scan(repo, '--cache=.own')).stdout).toContain(FINDING);
    expect(readFileSync(join(cwd, 'victim/results.json'), 'utf8')).toBe('mine\n');
  });

  it('takes no folder that holds something else', async () => {
    const cwd = folderWith({ '.env': BAD, 'docs/page.md': 'x\n', 'docs/.gitignore': 'mine\n' });
    git(cwd, 'init');
    const { stdout, stderr } = await scan(cwd, '--cache=docs');
    expect(stdout).toContain(FINDING);
    expect(stderr).toBe('preflight: no cache is used: it holds something else\n');
    expect(readdirSync(join(cwd, 'docs')).sort()).toEqual(['.gitignore', 'page.md']);
    expect(readFileSync(join(cwd, 'docs/.gitignore'), 'utf8')).toBe('mine\n');
  });

  it('that is damaged is made again', async () => {
    const damages = ['', '{', 'null', '{"key":1}', '{"results":{"a":null}}', '['.repeat(90_000)];
    await Promise.all(
      damages.map(async (damage) => {
        const cwd = folderWith({ '.env': BAD });
        const home = folderWith({});
        await scan(cwd, '--cache', home);
        const results = resultsIn(home);
        const good = readFileSync(results, 'utf8');
        writeFileSync(results, damage);
        const { stdout, stderr } = await scan(cwd, '--cache', home);
        expect([stdout.includes(FINDING), stderr], damage.slice(0, 20)).toEqual([true, '']);
        expect(readFileSync(results, 'utf8')).toBe(good);
      }),
    );
  });

  it('entries of another shape are made again', async () => {
    const cwd = folderWith({ '.env': BAD });
    const home = folderWith({});
    await scan(cwd, '--cache', home);
    const results = resultsIn(home);
    const body: { results: Record<string, unknown> } = JSON.parse(readFileSync(results, 'utf8'));
    const lists = { findings: [], suppressed: [], settings: [], work: [] };
    const entries = [null, 5, {}, { inputs: null, findings: [] }, { ...lists, inputs: 0, uses: [99] }];
    for (const value of [...entries, { ...lists, inputs: 99, uses: [] }, { inputs: {}, findings: 'x' }]) {
      writeFileSync(results, JSON.stringify({ ...body, results: { '0:.env': value } }));
      const { stdout, stderr } = await scan(cwd, '--cache', home);
      expect([stdout.includes(FINDING), stderr]).toEqual([true, '']);
    }
  });

  it('that cannot be written costs no report', async () => {
    const cwd = folderWith({ '.env': BAD });
    const home = join(folderWith({ file: '' }), 'file');
    const { code, stdout, stderr } = await scan(cwd, '--cache', home);
    expect([code, stdout.includes(FINDING)]).toEqual([1, true]);
    expect(stderr).toMatch(/^preflight: no cache is used: it could not be used \(E\w+\)\n$/);
  });

  it('notices what git tracks, what settings extend, and files above the scanned folder', async () => {
    const cwd = folderWith({
      '.env': `DB_PASSWORD=${['vT9q', 'LmX2', 'rZ8w', 'Kp4s'].join('')}\n`,
      'preflight.json': '{ "extends": "./base.json" }',
      'base.json': '{}',
      'base.yml': 'services:\n  b:\n    image: x:1\n    privileged: true\n',
      'deploy/compose.yml': 'services:\n  a:\n    extends: { file: ../base.yml, service: b }\n    healthcheck: {}\n',
    });
    git(cwd, 'init');
    const home = folderWith({});
    const run = async (...args: readonly string[]) => {
      const cached = await runCli(['scan', '--format', 'json', '--profile', 'all', '--cache', ...args], {
        cwd,
        env: { XDG_CACHE_HOME: home, LOCALAPPDATA: home, HOME: home },
      });
      const fresh = await runCli(['scan', '--format', 'json', '--profile', 'all', ...args], { cwd });
      expect(cached.stdout).toBe(fresh.stdout);
      return cached.stdout;
    };
    expect(await run()).not.toContain('dotenv/tracked');
    git(cwd, 'add', '.env');
    expect(await run()).toContain('dotenv/tracked');
    expect(await run()).toContain('compose/missing-restart-policy');
    writeFileSync(join(cwd, 'base.json'), '{ "rules": { "compose/missing-restart-policy": "off" }, "mistake": 1 }');
    expect(await run()).not.toContain('compose/missing-restart-policy');
    expect(await run('deploy')).not.toContain('compose/missing-restart-policy');
    writeFileSync(join(cwd, 'base.json'), '{}');
    writeFileSync(join(cwd, 'base.yml'), 'services:\n  b:\n    image: x:1\n    restart: always\n');
    expect(await run('deploy')).not.toContain('compose/missing-restart-policy');
  });

  it('names what many files of one root depend on once, and notices each of them', async () => {
    const site = (name: string) => `server {\n  listen 80;\n  server_name ${name}.example.com;\n  autoindex on;\n}\n`;
    const names = Array.from({ length: 120 }, (_, i) => `s${i}`);
    const cwd = folderWith({
      'nginx.conf': 'events {}\nhttp {\n  include conf.d/*.conf;\n}\n',
      ...Object.fromEntries(names.map((name) => [`conf.d/${name}.conf`, site(name)])),
    });
    const home = folderWith({});
    const both = async () => {
      const fresh = await runCli(['scan', '--format', 'json'], { cwd });
      const cached = await runCli(['scan', '--format', 'json', `--cache=${home}`], { cwd });
      expect([cached.code, cached.stdout, cached.stderr]).toEqual([fresh.code, fresh.stdout, fresh.stderr]);
      return readFileSync(resultsIn(home), 'utf8');
    };
    const first = await both();
    // each name once where it is looked at (the file, git), once as the file of a result, and where findings and includes stand
    expect(first.split('conf.d/s77.conf').length - 1).toBeLessThan(20);
    expect(await both()).toBe(first);
    writeFileSync(join(cwd, 'conf.d/s77.conf'), site('s78'));
    const second = await both();
    expect(second).not.toBe(first);
    writeFileSync(join(cwd, 'conf.d/new.conf'), site('new'));
    expect(await both()).toContain('conf.d/new.conf');
  });

  it('notices that another site takes a fragment in', async () => {
    const site = (more: string) =>
      `server {\n    listen 80;\n    server_name shop.example.org;\n    root /srv/www;\n${more}}\n`;
    const folder = folderWith({
      'parts/assets.conf': 'location ~ \\.css$ {\n    add_header Cache-Control "public";\n}\n',
      'parts/security.conf': 'add_header X-Content-Type-Options nosniff always;\n',
      'sites-available/shop.conf': site(''),
    });
    git(folder, 'init');
    const home = folderWith({});
    expect((await scan(folder, '--cache', home)).stdout).not.toContain('nginx/add-header-inheritance');
    writeFileSync(join(folder, 'sites-available/shop.conf'), site('    include /etc/nginx/parts/*.conf;\n'));
    expect((await scan(folder, '--cache', home)).stdout).toContain('nginx/add-header-inheritance');
  });

  it('gives byte for byte what a run without it gives, whatever changed in between', async () => {
    const item = (rules: string) =>
      `{ "name": "o", "title": "o", "source": "o", "sections": [{ "title": "s", "items": [{ "id": "a", "title": "t", "kind": "rule", "checks": [{ "kind": "rule", "rules": [${rules}] }] }] }] }`;
    const cwd = folderWith({
      '.env': `# preflight-ignore secret/placeholder -- known\n${BAD}`,
      'app/compose.yml': 'services:\n  a:\n    image: x:1\n',
      'preflight.json': '{ "checklists": { "./ours.json": {} }, "mistake": 1 }',
      'ours.json': item('"compose/missing-healthcheck"'),
      'other.json': '{ "rules": { "secret/placeholder": "low" } }',
      'own.checklist.json': item('"compose/missing-memory-limit"'),
    });
    git(cwd, 'init');
    const home = folderWith({});
    const both = async (...args: readonly string[]) => {
      const options = ['scan', '--format', 'json', ...args];
      const fresh = await runCli(options, { cwd });
      for (let i = 0; i < 2; i++) {
        const cached = await runCli([...options, `--cache=${home}`], { cwd });
        expect([cached.code, cached.stdout, cached.stderr], args.join(' ')).toEqual([
          fresh.code,
          fresh.stdout,
          fresh.stderr,
        ]);
      }
      return fresh.stdout;
    };
    const first = await both();
    expect(first).toContain('Unknown setting');
    await both('--config', 'other.json');
    writeFileSync(join(cwd, 'other.json'), '{ "rules": { "secret/placeholder": "off" } }');
    await both('--config', 'other.json');
    await both('--checklist', './own.checklist.json');
    writeFileSync(join(cwd, 'own.checklist.json'), item('"compose/no-such-rule"'));
    await both('--checklist', './own.checklist.json');
    writeFileSync(join(cwd, 'ours.json'), item(''));
    await both();
    writeFileSync(join(cwd, 'preflight.json'), '{ "extends": "./later.json", "reportSuppressed": true }');
    expect(await both()).toContain('No such settings file');
    writeFileSync(join(cwd, 'later.json'), '{ "rules": { "compose/*": "off" } }');
    const last = await both();
    expect(last).not.toContain('No such settings file');
    expect(last).toContain('"suppressed"');
    writeFileSync(join(cwd, 'app/base.yml'), 'services: {}\n');
    writeFileSync(join(cwd, 'app/compose.yml'), 'services:\n  a:\n    extends: { file: base.yml, service: a }\n');
    await both();
  });
});
