import { expect, test } from 'vitest';
import { FileStore } from '../../../server/src/project/file-store.ts';
import type { Host, HostEntry } from '../../../server/src/project/host.ts';
import { LinkedFiles } from '../../../server/src/project/linked-files.ts';

const ROOT = 'file:///work';
const FOLDERS = Array.from({ length: 40 }, (_, i) => `stack${i}`).sort();

const host: Host = {
  read: () => Promise.resolve({ state: 'missing' }),
  stat: () => Promise.resolve(undefined),
  list: (folder): Promise<readonly HostEntry[]> =>
    Promise.resolve(
      folder === ROOT
        ? FOLDERS.map((name) => ({ name, kind: 'folder' as const }))
        : [{ name: 'compose.yml', kind: 'file' as const }],
    ),
};

test('a glob over folders that nobody has listed asks for all of them at once', async () => {
  const store = new FileStore(host, () => 'production');
  let rounds = 0;
  for (; ; rounds++) {
    const files = new LinkedFiles(`${ROOT}/app.toml`, store, [], () => true);
    const found = files.glob('*/compose.yml');
    if (files.wishes.folders.size === 0) {
      expect(found).toEqual(FOLDERS.map((name) => `${ROOT}/${name}/compose.yml`));
      break;
    }
    expect(found).toBeUndefined();
    await Promise.all([...files.wishes.folders].map((folder) => store.list(folder)));
  }
  expect(rounds).toBe(2);
});

test('a file that cannot be kept at once is asked for once, and never read for it', () => {
  const asked: string[] = [];
  let reads = 0;
  const atOnce = {
    read: () => {
      reads += 1;
      return { state: 'unreadable', reason: 'not UTF-8 text' } as const;
    },
    list: () => undefined,
    isTracked: (uri: string) => {
      asked.push(uri);
      return uri.includes('/unknown') ? undefined : { tracked: true };
    },
  };
  const store = new FileStore({ ...host, atOnce }, () => 'production');
  const files = new LinkedFiles(`${ROOT}/app.toml`, store, [], () => true);
  for (let i = 0; i < 40; i++) files.get(`${ROOT}/unknown${i % 4}.env`);
  expect([asked.length, reads]).toEqual([4, 0]);
  // what is read and is no text counts too
  for (let i = 0; i < 40; i++) files.get(`${ROOT}/binary${i}.env`);
  expect(reads).toBe(12);
});
