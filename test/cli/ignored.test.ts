import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { folderWith, runCli } from './run-cli.ts';

const WEAK = 'NODE_ENV=production\nJWT_SECRET=secret\nCORS_ALLOWED_ORIGINS=*\n';

/** The usual repository: `.env` and what is built or installed are ignored. */
const USUAL = {
  '.gitignore': '.env\n.env.*\n!.env.example\n*.local.yml\ndist/\nnode_modules/\ntmp/*\n',
  '.env': WEAK,
  '.env.production': 'ADMIN_PASSWORD=admin\n',
  '.env.example': 'JWT_SECRET=\n',
  'app/.env': WEAK,
  'dist/.env': WEAK,
  'tmp/.env': WEAK,
  'tmp/.gitkeep': '',
  'node_modules/x/.env': WEAK,
  'some.local.yml': 'services:\n  web:\n    image: nginx:1.27\n    privileged: true\n',
};

function repository(files: Readonly<Record<string, string>>, { commit = true } = {}): string {
  const cwd = folderWith(files);
  if (!commit) return cwd;
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd, stdio: 'pipe' });
  git('init', '--quiet');
  git('add', '--all');
  return cwd;
}

interface Json {
  readonly files: readonly { readonly path: string }[];
  readonly leftOut: readonly { readonly path: string; readonly why: string }[];
  readonly findings: readonly { readonly path: string; readonly rule: string; readonly severity: string }[];
  readonly summary: Readonly<Record<string, number>>;
}

async function scanned(cwd: string, ...args: readonly string[]): Promise<Json> {
  const { stdout } = await runCli(['scan', '--format', 'json', ...args], { cwd });
  return JSON.parse(stdout) as Json;
}

const pathsOf = ({ files }: Json) => files.map(({ path }) => path);

describe('what git ignores', () => {
  it('files of known names are checked, folders and other files are left out and named', async () => {
    const cwd = repository(USUAL);
    const json = await scanned(cwd);
    expect(pathsOf(json)).toEqual(['.env', '.env.example', '.env.production', 'app/.env']);
    expect(json.findings).toContainEqual(
      expect.objectContaining({ path: '.env', rule: 'secret/weak', severity: 'critical' }),
    );
    expect(json.leftOut).toEqual([
      { path: 'dist', why: 'ignored-folder' },
      { path: 'node_modules', why: 'package-folder' },
      { path: 'some.local.yml', why: 'ignored-file' },
      { path: 'tmp', why: 'ignored-folder' },
    ]);
    expect(json.summary['leftOut']).toBe(4);
    const { stdout } = await runCli(['scan', '-q'], { cwd });
    expect(stdout.trim().split('\n').at(-1)).toBe(
      'Not looked at: 2 folders that git ignores (dist, tmp), 1 file that git ignores (some.local.yml), ' +
        '1 folder of packages (node_modules); --no-ignore looks at what git ignores.',
    );
  });

  it('--no-ignore looks at all of it but packages', async () => {
    const json = await scanned(repository(USUAL), '--no-ignore');
    expect(pathsOf(json)).toEqual(
      expect.arrayContaining(['.env', 'app/.env', 'dist/.env', 'some.local.yml', 'tmp/.env']),
    );
    expect(json.leftOut).toEqual([{ path: 'node_modules', why: 'package-folder' }]);
  });

  it("the user's own `ignore` always wins, over known names and over what names a file", async () => {
    const cwd = repository({
      ...USUAL,
      'compose.yml': 'services:\n  web:\n    image: nginx:1.27\n    env_file: conf/prod.vars\n',
      'conf/prod.vars': 'ADMIN_PASSWORD=admin\n',
      'preflight.json': '{ "ignore": [".env", "*.vars"] }',
    });
    const json = await scanned(cwd);
    expect(pathsOf(json)).toEqual(['.env.example', '.env.production', 'compose.yml']);
    expect(json.leftOut.filter(({ why }) => why === 'settings').map(({ path }) => path)).toEqual([
      '.env',
      'app/.env',
      'conf/prod.vars',
    ]);
  });

  it.each([true, false])('is not called tracked, and a real secret in it is at home (index: %s)', async (commit) => {
    const real = 'SESSION_SECRET=8f3b1c9d7e6a5f4b3c2d1e0f9a8b7c6d5e4f3a2b1c0d9e8f\nSTRIPE_WEBHOOK=whsec_x\n';
    const json = await scanned(repository({ '.gitignore': '.env\n', '.env': real }, { commit }));
    expect(pathsOf(json)).toEqual(['.env']);
    expect(json.findings.map(({ rule }) => rule)).not.toContain('dotenv/tracked');
    expect(json.findings.map(({ rule }) => rule)).not.toContain('secret/literal');
  });

  it('what is tracked although a pattern names it is called tracked', async () => {
    const cwd = repository({ '.gitignore': '.env\n', '.env': 'SESSION_SECRET=8f3b1c9d7e6a5f4b3c2d1e0f9a8b7c6d\n' });
    execFileSync('git', ['add', '--force', '.env'], { cwd, stdio: 'pipe' });
    expect((await scanned(cwd)).findings.map(({ rule }) => rule)).toContain('dotenv/tracked');
  });

  it.each(['markdown', 'html', 'sarif', 'junit', 'github'])('is said in %s', async (format) => {
    const cwd = repository({ ...USUAL, 'test/.env': 'DEBUG=true\nJWT_SECRET=secret\n' });
    const { stdout } = await runCli(['scan', '--format', format], { cwd });
    expect(stdout).toContain('Not looked at: 2 folders that git ignores (dist, tmp)');
    expect(stdout).toMatch(/\d findings? rests? /);
  });
});

describe('what checked files name', () => {
  const COMPOSE = `services:
  web:
    image: nginx:1.27
    extends: { file: parts/base.yml, service: common }
    env_file: [private/prod.vars, missing.vars]
    volumes: ['./web.cfg:/etc/nginx/conf.d/default.conf:ro', './settings:/app/.env', './readme:/srv/readme']
include: [more.txt]
`;
  const FILES = {
    '.gitignore': 'private/\n',
    'docker-compose.yml': COMPOSE,
    'parts/base.yml': 'services:\n  common:\n    privileged: true\n',
    'private/prod.vars': 'ADMIN_PASSWORD=admin\n',
    'private/other.vars': 'ADMIN_PASSWORD=admin\n',
    'web.cfg': 'server {\n  listen 80;\n  root /srv;\n  autoindex on;\n}\n',
    settings: 'JWT_SECRET=secret\n',
    readme: 'JWT_SECRET=secret\n',
    'more.txt': 'services:\n  db:\n    image: redis:7\n    privileged: true\n',
    'sites/app.conf': 'server {\n  listen 443 ssl;\n  server_name a.example.org;\n  include snippets/tls.inc;\n}\n',
    'sites/snippets/tls.inc': 'ssl_protocols TLSv1 TLSv1.2;\n',
  };
  const OWN = ['docker-compose.yml', 'sites/app.conf'];
  const USED = ['more.txt', 'parts/base.yml', 'private/prod.vars', 'settings', 'sites/snippets/tls.inc', 'web.cfg'];

  it('is read as what uses it, whatever its name, also in an ignored folder', async () => {
    const json = await scanned(repository(FILES));
    expect(pathsOf(json)).toEqual([...OWN, ...USED].sort());
    const found = json.findings.map(({ path, rule }) => `${path} ${rule}`);
    expect(found).toEqual(
      expect.arrayContaining([
        'more.txt compose/privileged-container',
        'parts/base.yml compose/privileged-container',
        'private/prod.vars secret/weak',
        'settings secret/weak',
        'sites/snippets/tls.inc nginx/tls-protocols-weak',
        'web.cfg nginx/autoindex-on',
      ]),
    );
    expect(found.some((one) => one.startsWith('readme') || one.startsWith('private/other'))).toBe(false);
  });

  it('only below what is scanned', async () => {
    const cwd = repository({ ...FILES, 'deploy/compose.yml': COMPOSE.replaceAll(/\b(private|more)/g, '../$1') });
    expect(pathsOf(await scanned(cwd, 'deploy'))).toEqual(['deploy/compose.yml']);
    expect(pathsOf(await scanned(cwd, 'docker-compose.yml'))).toEqual(['docker-compose.yml']);
  });

  it('shards cover it exactly once, with the findings of a whole scan', async () => {
    const cwd = repository(FILES);
    const shards = await Promise.all([1, 2, 3].map((i) => scanned(cwd, '--shard', `${i}/3`)));
    expect(shards.flatMap(pathsOf).sort()).toEqual([...OWN, ...USED].sort());
    expect(shards.flatMap(({ findings }) => findings)).toHaveLength((await scanned(cwd)).findings.length);
  });

  it('a cached scan says the same, and follows what is no longer named', async () => {
    const cwd = repository(FILES);
    const cached = '--cache=.preflight-cache';
    const first = await scanned(cwd, cached);
    expect(await scanned(cwd, cached)).toEqual(first);
    expect(pathsOf(first)).toEqual([...OWN, ...USED].sort());
    execFileSync('sh', ['-c', 'grep -v env_file docker-compose.yml > x && mv x docker-compose.yml'], { cwd });
    expect(pathsOf(await scanned(cwd, cached))).not.toContain('private/prod.vars');
  });
});
