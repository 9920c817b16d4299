import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { folderWith } from '../cli/run-cli.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** It installs what the build needs, as it does for everybody. */
const SLOW = 900_000;

/**
 * Development dependencies that only tests, checks and editors use: installing them is most of what the hook takes, and proves what every
 * `npm ci` proves. One that the build comes to need fails this test.
 */
const NOT_BUILT_WITH =
  /^(?:@biomejs|@microsoft|@types|@vscode)\/|^(?:ajv|ajv-formats|fast-check|ignore|playwright-core|typescript|vitest|vscode-oniguruma|vscode-textmate)$/;

function withoutTools(manifest: string): void {
  const content: { devDependencies: Record<string, string> } = JSON.parse(readFileSync(manifest, 'utf8'));
  const kept = Object.entries(content.devDependencies).filter(([name]) => !NOT_BUILT_WITH.test(name));
  writeFileSync(manifest, JSON.stringify({ ...content, devDependencies: Object.fromEntries(kept) }, null, 2));
}

/** Why it cannot run here; the hook needs a recent Node of the machine's own. */
function obstacle(): string | undefined {
  if (spawnSync('pre-commit', ['--version']).status !== 0) return 'pre-commit is not installed';
  if (!existsSync(join(ROOT, '.git'))) return 'no git checkout';
  return spawnSync('node', ['--version']).status === 0 ? undefined : 'no node on the path';
}

const why = obstacle();
if (why !== undefined) console.log(`skipped: ${why}`);

it.skipIf(why !== undefined)('the pre-commit hook installs from a clone and runs', { timeout: SLOW }, (context) => {
  const hook = folderWith({});
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' });
  // The pictures and the corpus of fixtures are not part of what is installed.
  for (const path of listed
    .trim()
    .split('\n')
    .filter((one) => existsSync(join(ROOT, one)) && !/^(?:test|docs\/pictures)\//.test(one))) {
    mkdirSync(dirname(join(hook, path)), { recursive: true });
    cpSync(join(ROOT, path), join(hook, path));
  }
  withoutTools(join(hook, 'package.json'));
  const git = (cwd: string, ...args: readonly string[]) => {
    const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.org', '-c', 'commit.gpgsign=false'];
    return execFileSync('git', [...identity, ...args], { cwd, encoding: 'utf8' });
  };
  git(hook, 'init', '-q');
  git(hook, 'add', '-A');
  git(hook, 'commit', '-q', '-m', 'hook');
  const rev = git(hook, 'rev-parse', 'HEAD').trim();
  const cwd = folderWith({
    'sub/.env': 'ADMIN_PASSWORD=changeme\n',
    'nginx-logo.png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]),
    'readme.md': 'x\n',
    '.pre-commit-config.yaml': `repos:\n  - repo: ${hook}\n    rev: ${rev}\n    hooks: [{ id: config-preflight, language_version: system }]\n`,
  });
  git(cwd, 'init', '-q');
  git(cwd, 'add', '-A', '-f');
  const env = { ...process.env, PRE_COMMIT_HOME: folderWith({}), npm_config_prefer_offline: 'true' };
  const run = () => spawnSync('pre-commit', ['run', '--all-files', '--verbose'], { cwd, env, encoding: 'utf8' });
  const first = run();
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT/.test(first.stdout)) {
    console.log('skipped: no network for what the hook installs');
    context.skip();
  }
  expect(first.stdout).toContain('sub/.env:1:16 high ADMIN_PASSWORD still holds a placeholder');
  expect(first.stdout).toContain('1 file checked, 1 finding: 1 high.');
  expect(first.stdout).not.toMatch(/not recognised|nginx-logo/);
  writeFileSync(join(cwd, 'sub/.env'), 'LOG_LEVEL=info\n');
  git(cwd, 'add', '-A', '-f');
  expect(run().status).toBe(0);
});
