import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, runCli } from './run-cli.ts';

const SECRET = ['Vt7kq2Zb', 'Xw9RnM4c'].join('');
const FIX = ['scan', '--fix-unsafe', '--fail-on', 'never', '--quiet'];
const COMPOSE = `services:
  db:
    image: postgres:17
    privileged: true
    environment:
      POSTGRES_PASSWORD: ${SECRET}
`;

/** Folders in which something is to be fixed, each in its own way of writing. */
const CASES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'several files': {
    'docker-compose.yml': COMPOSE,
    'a/.env': '# preflight-ignore env/x -- old\nDEBUG=true\nPORT=80\n',
  },
  'CRLF, and no line break at the end': {
    'docker-compose.yml': COMPOSE.replaceAll('\n', '\r\n').slice(0, -2),
    '.env': 'A=1\r\nDEBUG=true',
  },
  'mixed line endings': { '.env': 'A=1\r\nB=2\nDEBUG=true\r\nC=3\n' },
  'names with blanks, quotes and letters beyond ASCII': {
    'my stack/docker-compose.yml': COMPOSE,
    'ü/"q" .env': 'DEBUG=true\n',
  },
  'a file that begins with a mark of order': { '.env': '\ufeffDEBUG=true\nPORT=80\n' },
};

function lookUp(cwd: string, paths: readonly string[]): Readonly<Record<string, string | undefined>> {
  const read = (path: string) => (existsSync(join(cwd, path)) ? readFileSync(join(cwd, path), 'latin1') : undefined);
  return Object.fromEntries(paths.map((path) => [path, read(path)]));
}

describe('--dry-run --show-secrets', () => {
  const tools = [
    ['git', ['apply', '--whitespace=nowarn', '-']],
    ['patch', ['-p1', '--binary', '--quiet']],
  ] as const;
  for (const [tool, args] of tools) {
    const isHere = spawnSync(tool, ['--version']).status === 0;
    it.skipIf(!isHere).each(Object.entries(CASES))(`prints a diff that ${tool} applies: %s`, async (_, files) => {
      const [written, patched] = [folderWith(files), folderWith(files)];
      const { stdout, stderr } = await runCli([...FIX, '--dry-run', '--show-secrets'], {
        cwd: patched,
        env: { CI: '' },
      });
      expect(stderr).toMatch(/would be repaired/);
      expect(lookUp(patched, Object.keys(files))).toEqual(lookUp(folderWith(files), Object.keys(files)));
      const applied = spawnSync(tool, args, { cwd: patched, input: stdout, encoding: 'utf8' });
      expect([applied.status, applied.stderr]).toEqual([0, '']);
      await runCli(FIX, { cwd: written });
      const after = lookUp(written, Object.keys(files));
      expect(lookUp(patched, Object.keys(files))).toEqual(after);
      expect(after).not.toEqual(lookUp(folderWith(files), Object.keys(files)));
    });
  }

  it('makes files that a fix makes', async () => {
    const { plainDiff } = await import('../../server/src/cli/plain-diff.ts');
    const cwd = folderWith({ x: '' });
    const input = plainDiff('secrets/a b.txt', undefined, 'one\ntwo') + plainDiff('.gitignore', undefined, 'x\n');
    const applied = spawnSync('git', ['apply', '-'], { cwd, input, encoding: 'utf8' });
    expect([applied.status, applied.stderr]).toEqual([0, '']);
    expect(lookUp(cwd, ['secrets/a b.txt', '.gitignore'])).toEqual({
      'secrets/a b.txt': 'one\ntwo',
      '.gitignore': 'x\n',
    });
  });

  it('is refused in CI, and never the default', async () => {
    const cwd = folderWith({ 'docker-compose.yml': COMPOSE });
    const refused = await runCli([...FIX, '--dry-run', '--show-secrets'], { cwd, env: { CI: 'true' } });
    expect([refused.code, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toBe('preflight: --show-secrets would put secrets into the log of this CI run\n');
    const hidden = await runCli([...FIX, '--dry-run'], { cwd });
    expect(`${hidden.stdout}${hidden.stderr}`).not.toContain(SECRET);
    expect(hidden.stdout).toContain('-      POSTGRES_PASSWORD: ****\n');
    const alone = await runCli(['scan', '--show-secrets'], { cwd });
    expect([alone.code, alone.stderr]).toEqual([2, 'preflight: --show-secrets goes with --dry-run\n']);
  });
});

describe('--dry-run', () => {
  it('shows a diff whose lines apply where no secret stands in them', async () => {
    const files = { '.env': 'A=1\nDEBUG=true\nB=2\n' };
    const cwd = folderWith(files);
    const { stdout } = await runCli([...FIX, '--dry-run'], { cwd });
    const diff = stdout.slice(0, stdout.indexOf('\n.env:') + 1) || stdout;
    const applied = spawnSync('git', ['apply', '-'], { cwd, input: diff, encoding: 'utf8' });
    expect([applied.status, applied.stderr]).toEqual([0, '']);
    expect(readFileSync(join(cwd, '.env'), 'utf8')).toBe('A=1\nDEBUG=false\nB=2\n');
  });

  it('of a report for programs goes to standard error, and the report says what was done', async () => {
    const cwd = folderWith({ '.env': 'DEBUG=true\n' });
    const { stdout, stderr } = await runCli([...FIX, '--dry-run', '--format', 'json'], { cwd });
    expect(stderr).toContain('+DEBUG=false\n');
    const { fixes } = JSON.parse(stdout);
    expect(fixes).toMatchObject({
      written: false,
      repaired: [{ path: '.env', rule: 'env/debug-enabled' }],
      refused: [],
    });
  });
});

describe('--rule with --fix', () => {
  it('repairs these rules alone, by id or glob', async () => {
    const files = { 'docker-compose.yml': COMPOSE, '.env': 'DEBUG=true\n' };
    const cwd = folderWith(files);
    await runCli([...FIX, '--rule', 'compose/priv*'], { cwd });
    expect(readFileSync(join(cwd, 'docker-compose.yml'), 'utf8')).toBe(
      COMPOSE.replace('privileged: true', 'privileged: false'),
    );
    expect(readFileSync(join(cwd, '.env'), 'utf8')).toBe('DEBUG=true\n');
    const unknown = await runCli([...FIX, '--rule', 'compose/nothing-like*'], { cwd });
    expect([unknown.code, unknown.stderr]).toEqual([2, 'preflight: no rule is named like "compose/nothing-like*"\n']);
  });

  it('counts what a repair would bring of other rules: it is refused, listed, and nothing is written', async () => {
    const text =
      'services:\n  web:\n    image: nginx:1.27\n    networkmode: host\n    mem_limit: 256m\n    ports: ["127.0.0.1:80:80"]\n';
    const cwd = folderWith({ 'docker-compose.yml': text });
    const { stderr } = await runCli([...FIX, '--rule', 'compose/unknown-key'], { cwd });
    expect(stderr).toMatch(
      /^preflight: docker-compose\.yml: compose\/unknown-key not fixed: it would bring compose\//m,
    );
    expect(stderr).toContain('preflight: 0 findings repaired in 0 files, 1 fix refused\n');
    expect(readFileSync(join(cwd, 'docker-compose.yml'), 'utf8')).toBe(text);
  });
});

describe('preflight fix', () => {
  it('says what to use where nobody can be asked', async () => {
    const cwd = folderWith({ '.env': 'DEBUG=true\n' });
    const { code, stderr } = await runCli(['fix'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toBe(
      'preflight: fix asks at each change and needs a terminal; use scan --fix or --fix-unsafe, with --dry-run\n',
    );
  });
});
