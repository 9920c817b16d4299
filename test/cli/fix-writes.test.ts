import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CLI, folderWith, runCli } from './run-cli.ts';

/** A safe fix removes the comment, which silences nothing. */
const NEEDS_FIX = '# preflight-ignore env/debug-enabled -- old\nPORT=80\n';
const FIXED = 'PORT=80\n';
const text = (...path: readonly string[]) => readFileSync(join(...path), 'utf8');

describe('--fix writes', () => {
  it('go on after a file that cannot be written, which is listed, and the exit code says so', async () => {
    const cwd = folderWith({ 'a/.env': NEEDS_FIX, 'b/.env': NEEDS_FIX, 'c/.env': NEEDS_FIX });
    chmodSync(join(cwd, 'b/.env'), 0o444);
    const { code, stderr } = await runCli(['scan', '--fix'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('preflight: b/.env: not written: it is read-only\n');
    expect(stderr).toContain('preflight: 2 findings repaired in 2 files, 1 file not written\n');
    expect([text(cwd, 'a/.env'), text(cwd, 'b/.env'), text(cwd, 'c/.env')]).toEqual([FIXED, NEEDS_FIX, FIXED]);
  });

  it.skipIf(process.platform === 'win32')('keep the mode of the file, and leave nothing beside it', async () => {
    const cwd = folderWith({ '.env': NEEDS_FIX, 'run.env': NEEDS_FIX });
    chmodSync(join(cwd, '.env'), 0o640);
    chmodSync(join(cwd, 'run.env'), 0o2755);
    expect((await runCli(['scan', '--fix'], { cwd })).code).toBe(0);
    expect((statSync(join(cwd, '.env')).mode & 0o7777).toString(8)).toBe('640');
    expect((statSync(join(cwd, 'run.env')).mode & 0o7777).toString(8)).toBe('2755');
    expect(readdirSync(cwd).sort()).toEqual(['.env', 'run.env']);
  });

  it.skipIf(process.getuid?.() !== 0)('keep the owner of the file', async () => {
    const cwd = folderWith({ '.env': NEEDS_FIX });
    chownSync(join(cwd, '.env'), 1234, 2345);
    await runCli(['scan', '--fix'], { cwd });
    const { uid, gid } = statSync(join(cwd, '.env'));
    expect([uid, gid, text(cwd, '.env')]).toEqual([1234, 2345, FIXED]);
  });

  it.skipIf(process.platform === 'win32')('leave a file whole that does not fit on the disk', async () => {
    const long = `${NEEDS_FIX}${'# padding padding padding\n'.repeat(2000)}`;
    const cwd = folderWith({ 'long.env': long, 'short.env': NEEDS_FIX });
    // No file may grow over 16 blocks of 512 bytes: writing more fails in the middle, as on a full disk.
    const script = `trap '' XFSZ; ulimit -f 16; exec "${process.execPath}" "${CLI}" scan --fix --no-color`;
    const { status, stderr } = spawnSync('bash', ['-c', script], { cwd, encoding: 'utf8' });
    expect(status).toBe(2);
    expect(stderr).toContain('preflight: long.env: not written: the file would be too large\n');
    expect([text(cwd, 'long.env') === long, text(cwd, 'short.env')]).toEqual([true, FIXED]);
    expect(readdirSync(cwd).sort()).toEqual(['long.env', 'short.env']);
  });

  it('never take back what somebody wrote meanwhile', async () => {
    const cwd = folderWith({ 'a.env': NEEDS_FIX, 'b.env': NEEDS_FIX });
    // Right before `b.env` is written somebody adds a line to it.
    const hook = join(folderWith({}), 'hook.mjs');
    writeFileSync(
      hook,
      `import fs from 'node:fs';
       import { syncBuiltinESMExports } from 'node:module';
       let times = 0;
       for (const name of ['open', 'writeFile']) {
         const real = fs.promises[name];
         fs.promises[name] = (path, flags, ...rest) => {
           const isWrite = name === 'writeFile' ? String(path).endsWith('b.env') : (flags & fs.constants.O_CREAT) !== 0 && typeof flags === 'number';
           if (isWrite && ++times === (name === 'open' ? 2 : 1)) fs.appendFileSync('b.env', 'NEW=1\\n');
           return real(path, flags, ...rest);
         };
       }
       syncBuiltinESMExports();`,
    );
    const env = { NODE_OPTIONS: `--import=${pathToFileURL(hook).href}` };
    const { code, stderr } = await runCli(['scan', '--fix'], { cwd, env });
    expect(text(cwd, 'b.env')).toBe(`${NEEDS_FIX}NEW=1\n`);
    expect(text(cwd, 'a.env')).toBe(FIXED);
    expect(code).toBe(2);
    expect(stderr).toContain('b.env: not written: it has changed since it was read\n');
  });

  it('go through no link; what it leads to is repaired itself', async () => {
    const cwd = folderWith({ 'repo/config/app.env': NEEDS_FIX, 'repo/app/x': '' });
    symlinkSync('../config/app.env', join(cwd, 'repo/app/.env'));
    const both = await runCli(['scan', 'repo', '--fix'], { cwd });
    expect([both.code, both.stderr]).toEqual([0, 'preflight: 2 findings repaired in 2 files\n']);
    expect(text(cwd, 'repo/config/app.env')).toBe(FIXED);
    expect(lstatSync(join(cwd, 'repo/app/.env')).isSymbolicLink()).toBe(true);
    writeFileSync(join(cwd, 'repo/config/app.env'), NEEDS_FIX);
    mkdirSync(join(cwd, 'repo/.git'));
    const one = await runCli(['scan', 'repo/app', '--fix'], { cwd });
    expect(one.code).toBe(2);
    expect(one.stderr).toContain('preflight: repo/app/.env: not written: it is a link\n');
    expect(text(cwd, 'repo/config/app.env')).toBe(NEEDS_FIX);
    expect(readlinkSync(join(cwd, 'repo/app/.env'))).toBe('../config/app.env');
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'need a folder that may be written to',
    async () => {
      const cwd = folderWith({ 'a/.env': NEEDS_FIX, 'b/.env': NEEDS_FIX });
      chmodSync(join(cwd, 'a'), 0o555);
      const { code, stderr } = await runCli(['scan', '--fix'], { cwd });
      chmodSync(join(cwd, 'a'), 0o755);
      expect([code, text(cwd, 'a/.env'), text(cwd, 'b/.env')]).toEqual([2, NEEDS_FIX, FIXED]);
      expect(stderr).toContain('a/.env: not written: no permission to write it\n');
    },
  );

  it('keep line endings and a name that is no UTF-8', async () => {
    const cwd = folderWith({ 'a.env': `HOST=a\r\n${NEEDS_FIX.replaceAll('\n', '\r\n')}` });
    const odd = Buffer.concat([Buffer.from(`${cwd}/b`), Buffer.from([0xff]), Buffer.from('.env')]);
    if (process.platform === 'linux') writeFileSync(odd, NEEDS_FIX);
    await runCli(['scan', '--fix'], { cwd });
    expect(text(cwd, 'a.env')).toBe('HOST=a\r\nPORT=80\r\n');
    if (process.platform === 'linux') expect(readFileSync(odd, 'utf8')).toBe(FIXED);
  });
});
