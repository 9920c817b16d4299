import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../cli/run-cli.ts';

const CLI = fileURLToPath(new URL('../../server/dist/cli.js', import.meta.url));
const SLOW = 120_000;

/** The code a scan leaves for the next one, in a cache folder of this test's own. */
function setUp() {
  const cwd = folderWith({ '.env': 'ADMIN_PASSWORD=changeme\n' });
  const cache = mkdtempSync(join(tmpdir(), 'preflight-cache-'));
  const scan = (variables: Readonly<Record<string, string>> = { NODE_COMPILE_CACHE: cache }) => {
    const { NODE_DISABLE_COMPILE_CACHE: _, ...env } = process.env;
    const { stdout, status } = spawnSync(process.execPath, [CLI, 'scan', '.', '--format', 'json'], {
      cwd,
      encoding: 'utf8',
      env: { ...env, ...variables },
    });
    return { stdout, status };
  };
  const kept = () =>
    readdirSync(cache, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.code'))
      .map((name) => join(cache, name));
  return { scan, kept };
}

describe('a scan of a few files', () => {
  it('leaves its compiled code, and the next one says the same with it', { timeout: SLOW }, () => {
    const { scan, kept } = setUp();
    const first = scan();
    expect([first.status, first.stdout.includes('secret/placeholder')]).toEqual([1, true]);
    const [file = ''] = kept();
    const written = statSync(file).mtimeMs;
    expect(scan()).toEqual(first);
    expect([kept(), statSync(file).mtimeMs]).toEqual([[file], written]);
  });

  it('says the same with code that is cut, changed or not code at all', { timeout: SLOW }, () => {
    const { scan, kept } = setUp();
    const first = scan();
    const [file = ''] = kept();
    const code = readFileSync(file);
    const changed = Buffer.from(code);
    for (let at = 64; at < changed.length; at += 1000) changed[at] = (changed[at] ?? 0) ^ 0xff;
    for (const broken of [code.subarray(0, code.length >> 1), changed, Buffer.from('no code'), Buffer.alloc(0)]) {
      writeFileSync(file, broken);
      expect(scan()).toEqual(first);
    }
  });

  it('keeps nothing where Node keeps nothing', { timeout: SLOW }, () => {
    const { scan, kept } = setUp();
    const { status } = scan({ NODE_DISABLE_COMPILE_CACHE: '1' });
    expect([status, kept()]).toEqual([1, []]);
  });
});
