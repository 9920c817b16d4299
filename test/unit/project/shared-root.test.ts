import { expect, it } from 'vitest';
import type { NginxScope } from '../../../server/src/formats/nginx/model/model.ts';
import { Analysis } from '../../../server/src/lsp/analysis.ts';
import { Folders } from '../../../server/src/lsp/folders.ts';
import { Results } from '../../../server/src/lsp/results.ts';
import { Scanner } from '../../../server/src/lsp/scanner.ts';
import { Project } from '../../../server/src/project/project.ts';
import type { Rule } from '../../../server/src/rules/contract.ts';
import { RULES } from '../../../server/src/rules/registry.ts';
import { MemoryHost } from '../../support/memory-host.ts';

const SITES = 150;
/** Together more than a project keeps between two files. */
const FILES: Readonly<Record<string, string>> = {
  'nginx.conf': 'events {}\nhttp { include conf.d/*.conf; }\n',
  ...Object.fromEntries(
    Array.from({ length: SITES }, (_, i) => [
      `conf.d/s${i}.conf`,
      `server { listen 80; server_name s${i}.example.org; }\n# ${'x'.repeat(3000)}\n`,
    ]),
  ),
};

/** A rule that counts how often it sees the first site. */
function counting(): { readonly rule: Rule; readonly seen: () => number } {
  let count = 0;
  const [first] = RULES.filter(({ id }) => id === 'nginx/https-redirect-missing');
  if (first === undefined) throw new Error('no such rule');
  const check = ({ server, kind }: NginxScope) => {
    if (kind === 'server' && server?.names[0]?.text === 's0.example.org') count += 1;
  };
  const rule = { ...first, id: 'nginx/counts', check } as Rule;
  return { rule, seen: () => count };
}

it('a root that is larger than all that is kept is judged once in a scan of what it takes in', async () => {
  const { rule, seen } = counting();
  const project = new Project({
    host: new MemoryHost(FILES),
    roots: [MemoryHost.root],
    rules: [rule],
    today: () => '2026-11-30',
  });
  for (const path of Object.keys(FILES)) {
    await project.check(MemoryHost.uri(path));
    project.makeRoom();
  }
  expect(project.store.isFull).toBe(false);
  expect(seen()).toBe(1);
});

it('and in the scan of an editor', async () => {
  const { rule, seen } = counting();
  const folders = new Folders({
    createHost: () => new MemoryHost(FILES),
    configuration: () => Promise.resolve({}),
    rules: [rule],
    onSlow: () => {},
  });
  await folders.load([MemoryHost.root]);
  const results = new Results();
  await new Scanner(folders, new Analysis(folders), results, () => {}).scan({ isCancelled: () => false });
  expect(results.all.filter(({ format }) => format === 'nginx')).toHaveLength(SITES + 1);
  expect(seen()).toBeLessThan(4);
});

it('what one root names is known once, however many files it takes in', async () => {
  const project = new Project({
    host: new MemoryHost(FILES),
    roots: [MemoryHost.root],
    rules: [],
    today: () => '2026-11-30',
  });
  const lists = new Set<unknown>();
  for (const path of Object.keys(FILES))
    for (const list of (await project.check(MemoryHost.uri(path))).uses) lists.add(list);
  expect(lists.size).toBe(1);
  expect(project.used.usersOf(MemoryHost.uri('conf.d/s1.conf')).map(({ user }) => user)).toEqual([
    MemoryHost.uri('nginx.conf'),
  ]);
});
