import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { KeptCode } from '../../../server/src/hosts/node/kept-code.ts';

function setUp() {
  const folder = mkdtempSync(join(tmpdir(), 'preflight-code-'));
  const program = join(folder, 'program.cjs');
  writeFileSync(program, 'run();');
  const kept = new KeptCode(folder, program);
  const file = () => join(folder, readdirSync(folder).find((name) => name.endsWith('.code')) ?? '');
  return { folder, program, kept, file };
}

describe('kept code', () => {
  it('is read as it was written, and nothing else stays in the folder', () => {
    const { folder, program, kept } = setUp();
    expect(kept.read()).toBeUndefined();
    kept.write(Buffer.from('compiled'));
    expect(new KeptCode(folder, program).read()?.toString()).toBe('compiled');
    expect(readdirSync(folder).sort()).toEqual([expect.stringMatching(/^preflight-[\da-f-]+\.code$/), 'program.cjs']);
  });

  it('belongs to one program', () => {
    const { folder, program, kept } = setUp();
    kept.write(Buffer.from('compiled'));
    writeFileSync(program, 'run(2);');
    const other = new KeptCode(folder, program);
    expect([other.source(), other.read()]).toEqual(['run(2);', undefined]);
  });

  it('belongs to a text, not to a size and a time of change', () => {
    const { folder, program, kept } = setUp();
    kept.write(Buffer.from('compiled'));
    const { atime, mtime } = statSync(program);
    writeFileSync(program, 'fun();');
    utimesSync(program, atime, mtime);
    expect(statSync(program).size).toBe('run();'.length);
    expect(new KeptCode(folder, program).read()).toBeUndefined();
  });

  it('takes the place of what was kept for programs before; what is somebody else’s stays', () => {
    const { folder, program, kept } = setUp();
    kept.write(Buffer.from('compiled'));
    const others = ['0a1b2c3d', 'preflight-notes.txt', 'preflight-12.code.txt', 'xpreflight-12.code'];
    for (const name of others) writeFileSync(join(folder, name), 'theirs');
    writeFileSync(join(folder, 'preflight-5-12345.code.77'), 'left behind');
    mkdirSync(join(folder, 'preflight-77.code'));
    symlinkSync(program, join(folder, 'preflight-78.code'));
    writeFileSync(program, 'run(2);');
    const other = new KeptCode(folder, program);
    other.write(Buffer.from('again'));
    expect(other.read()?.toString()).toBe('again');
    const left = readdirSync(folder).filter((name) => !others.includes(name) && name !== 'program.cjs');
    expect(left.sort()).toEqual([
      expect.stringMatching(/^preflight-7-[\da-f]{8}\.code$/),
      'preflight-77.code',
      'preflight-78.code',
    ]);
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(others));
  });

  it('is not taken when it is cut or changed', () => {
    const { kept, file } = setUp();
    kept.write(Buffer.from('compiled'));
    const written = readFileSync(file(), 'latin1');
    for (const broken of ['', written.slice(0, 2), written.slice(0, -1), written.replace('led', 'lad')]) {
      writeFileSync(file(), broken, 'latin1');
      expect(kept.read()).toBeUndefined();
    }
  });

  it('is not written where the folder refuses it, and nobody hears of that', () => {
    const { folder, program } = setUp();
    const kept = new KeptCode(join(folder, 'missing'), program);
    kept.write(Buffer.from('compiled'));
    expect(kept.read()).toBeUndefined();
  });

  it.skipIf(process.platform === 'win32')('is not taken from a file that others may write, nor through a link', () => {
    const { folder, kept, file } = setUp();
    kept.write(Buffer.from('compiled'));
    chmodSync(file(), 0o666);
    expect(kept.read()).toBeUndefined();
    chmodSync(file(), 0o600);
    expect(kept.read()?.toString()).toBe('compiled');
    const path = file();
    unlinkSync(path);
    writeFileSync(join(folder, 'elsewhere'), 'theirs');
    symlinkSync(join(folder, 'elsewhere'), path);
    expect(kept.read()).toBeUndefined();
    kept.write(Buffer.from('compiled'));
    expect([kept.read()?.toString(), readFileSync(join(folder, 'elsewhere'), 'utf8')]).toEqual(['compiled', 'theirs']);
  });
});
