import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { Boundary } from '../../../server/src/hosts/node/boundary.ts';
import { KnownFolders } from '../../../server/src/hosts/node/known-folders.ts';
import { NodeHost } from '../../../server/src/hosts/node/node-host.ts';
import { FileStore } from '../../../server/src/project/file-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'preflight-at-once-'));
afterAll(() => rmSync(folder, { recursive: true }));

mkdirSync(join(folder, 'app/conf'), { recursive: true });
mkdirSync(join(folder, 'outside'));
writeFileSync(join(folder, 'outside/secret.env'), 'A=1\n');
writeFileSync(join(folder, 'app/.env'), 'A=1\n');
writeFileSync(join(folder, 'app/conf/a b.env'), 'B=2\n');
writeFileSync(join(folder, 'app/conf/large.env'), 'B=2\n'.repeat(1000));
symlinkSync(join(folder, 'outside/secret.env'), join(folder, 'app/out.env'));
symlinkSync(join(folder, 'app/.env'), join(folder, 'app/conf/in.env'));
symlinkSync(join(folder, 'outside'), join(folder, 'app/out'));
symlinkSync(join(folder, 'app/.env'), join(folder, 'into.env'));

const root = pathToFileURL(join(folder, 'app')).href;
const names = [
  '.env',
  'conf/a%20b.env',
  'conf/large.env',
  'conf/in.env',
  'out.env',
  'out/secret.env',
  'conf',
  '../into.env',
];
const missing = [
  '.ENV',
  'no.env',
  'no/no.env',
  'conf/../../outside/secret.env',
  '../outside/secret.env',
  '../.gitignore',
];
const files = [...names, ...missing].map((name) => `${root}/${name}`);
const folders = ['', '/conf', '/no', '/no/no', '/out', '/.env', '/../outside'].map((path) => root + path);

describe('a host that answers at once', () => {
  it('says what it says when it is asked in the usual way', async () => {
    const options = { roots: [root], maxFileSize: 1000, once: true };
    const host = new NodeHost(options);
    // The boundary itself is resolved with the first question.
    await host.read(files[0] ?? '');
    const asked = new NodeHost(options);
    let known = 0;
    for (const uri of files) {
      const now = host.atOnce?.read(uri);
      if (now === undefined) continue;
      known += 1;
      expect([uri, now]).toEqual([uri, await asked.read(uri)]);
    }
    for (const uri of folders) {
      const now = host.atOnce?.list(uri);
      if (now === undefined) continue;
      known += 1;
      expect([uri, now.entries]).toEqual([uri, await asked.list(uri)]);
    }
    expect(known).toBeGreaterThan(7);
  });

  it('follows no link without asking', async () => {
    const host = new NodeHost({ roots: [root], maxFileSize: 1000, once: true });
    await host.read(files[0] ?? '');
    for (const name of ['out.env', 'conf/in.env', 'out/secret.env', '../into.env'])
      expect([name, host.atOnce?.read(`${root}/${name}`)]).toEqual([name, undefined]);
  });

  it('keeps what it reads outside of a git repository', async () => {
    const store = new FileStore(new NodeHost({ roots: [root], maxFileSize: 1000, once: true }), () => 'production');
    await store.read(files[0] ?? '');
    expect(store.readAtOnce(files[1] ?? '')).toBe(true);
  });

  it('asks once where the links of a folder lead', async () => {
    const folders = new KnownFolders(new Boundary([join(folder, 'app')]));
    let asked = 0;
    const list = () =>
      folders.list(join(folder, 'app'), (name) => {
        asked += 1;
        return Promise.resolve({ name, kind: 'file' });
      });
    expect(await list()).toEqual(await list());
    expect(asked).toBe(4);
  });

  it('is not there where files may change', () => {
    expect(new NodeHost({ roots: [root], maxFileSize: 1000 }).atOnce).toBeUndefined();
  });
});
