import { chmodSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
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
    expect(readdirSync(folder).sort()).toEqual([expect.stringMatching(/^preflight-[\d-]+\.code$/), 'program.cjs']);
  });

  it('belongs to one program', () => {
    const { folder, program, kept } = setUp();
    kept.write(Buffer.from('compiled'));
    writeFileSync(program, 'run(2);');
    const other = new KeptCode(folder, program);
    expect([other.source(), other.read()]).toEqual(['run(2);', undefined]);
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
