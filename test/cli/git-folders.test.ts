import { execFileSync } from 'node:child_process';
import { cpSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, runCli } from './run-cli.ts';

const SECRET = `DB_PASSWORD=${['vT9q', 'LmX2', 'rZ8w', 'Kp4s'].join('')}\n`;
const TRACKED = 'dotenv/tracked';

function git(cwd: string, ...args: readonly string[]): void {
  const identity = ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'protocol.file.allow=always'];
  execFileSync('git', [...identity, ...args], { cwd, stdio: 'ignore' });
}

function repository(): string {
  const cwd = folderWith({ 'repo/.env': SECRET });
  const repo = join(cwd, 'repo');
  git(repo, 'init');
  git(repo, 'add', '-f', '.env');
  git(repo, 'commit', '-m', 'x');
  return cwd;
}

const scan = async (cwd: string) => (await runCli(['scan', '-q', '--profile', 'all'], { cwd })).stdout;

describe('which files git tracks', () => {
  it('is known in a worktree and in a submodule', async () => {
    const cwd = repository();
    git(join(cwd, 'repo'), 'worktree', 'add', '../tree');
    expect(await scan(join(cwd, 'tree'))).toContain(TRACKED);
    const outer = folderWith({});
    git(outer, 'init');
    git(outer, 'submodule', 'add', join(cwd, 'repo'), 'inner/module');
    expect(await scan(join(outer, 'inner/module'))).toContain(TRACKED);
  });

  it('is asked of no index that a tree names and that does not lead back', async () => {
    const cwd = repository();
    const stranger = folderWith({ '.env': SECRET, '.git': `gitdir: ${join(cwd, 'repo/.git')}\n` });
    expect(await scan(stranger)).not.toContain(TRACKED);
    git(join(cwd, 'repo'), 'worktree', 'add', '../tree');
    cpSync(join(cwd, 'tree/.git'), join(stranger, '.git'));
    expect(await scan(stranger)).not.toContain(TRACKED);
    rmSync(join(stranger, '.git'));
    symlinkSync(join(cwd, 'repo/.git'), join(stranger, '.git'));
    expect(await scan(stranger)).not.toContain(TRACKED);
  });

  it('is asked of no index that is a link', async () => {
    const cwd = repository();
    const other = folderWith({ '.env': SECRET });
    git(other, 'init');
    symlinkSync(join(cwd, 'repo/.git/index'), join(other, '.git/index'));
    expect(await scan(other)).not.toContain(TRACKED);
  });
});
