import { describe, expect, it } from 'vitest';
import { readArguments } from '../../../server/src/cli/arguments.ts';
import { CHECKLIST_OPTIONS, checklistCommand } from '../../../server/src/cli/checklist.ts';
import { scan } from '../../../server/src/cli/scan.ts';
import { SCAN_OPTIONS, scanOptions } from '../../../server/src/cli/scan-options.ts';
import { Analysis } from '../../../server/src/lsp/analysis.ts';
import { Folders } from '../../../server/src/lsp/folders.ts';
import { Results } from '../../../server/src/lsp/results.ts';
import { Scanner } from '../../../server/src/lsp/scanner.ts';
import { notReached, RunBudget, type RunLimits } from '../../../server/src/project/run-budget.ts';
import { RULES } from '../../../server/src/rules/registry.ts';
import { folderWith } from '../../cli/run-cli.ts';
import { MemoryHost } from '../../support/memory-host.ts';

const BAD = 'ADMIN_PASSWORD=changeme\n';
const FILES = { 'a.env': BAD, 'b.env': BAD, 'c.env': BAD, 'd.env': BAD };
const TWO: RunLimits = { files: 2, bytes: 1e9 };
const SAID = 'Not checked: this run has spent its 500,000 files or 4 GiB, 2 files are left; scan folders one by one';

/** Has nothing to decide. */
const LIST = JSON.stringify({
  name: 'ours',
  title: 'Ours',
  source: 'us',
  sections: [{ title: 'One', items: [{ id: 'ours-1', title: 'Somebody looked', kind: 'manual' }] }],
});

async function admitted(sizes: readonly number[], maxFileSize: number, limits: RunLimits): Promise<number> {
  const host = new MemoryHost(Object.fromEntries(sizes.map((size, i) => [`${i}.env`, 'x'.repeat(size)])));
  const budget = new RunBudget(host, maxFileSize, limits);
  let count = 0;
  for (const i of sizes.keys()) if (await budget.admits(MemoryHost.uri(`${i}.env`))) count += 1;
  return count;
}

const MOUNT = 'services:\n  a:\n    image: nginx:1.27\n    volumes: ["./web.txt:/etc/nginx/nginx.conf"]\n';

async function editor(files: Readonly<Record<string, string>>, limits: RunLimits) {
  const host = new MemoryHost(files);
  const folders = new Folders({
    createHost: () => host,
    configuration: () => Promise.resolve({}),
    rules: RULES,
    onSlow: () => {},
  });
  await folders.load([MemoryHost.root]);
  const results = new Results();
  const scanner = new Scanner(folders, new Analysis(folders), results, () => {}, limits);
  const unread = (name: string) =>
    (results.get(MemoryHost.uri(name))?.diagnostics ?? [])
      .filter(({ code }) => code === 'preflight/unreadable')
      .map(({ message }) => message);
  return { scanner, results, unread };
}

describe('the budget of a run', () => {
  it.each([
    ['so many files', [1, 1, 1, 1], 10, { files: 3, bytes: 1000 }, 3],
    ['so many bytes', [4, 4, 4, 4], 10, { files: 9, bytes: 9 }, 2],
    ['and none behind the first that does not fit', [4, 9, 1], 10, { files: 9, bytes: 9 }, 1],
    ['files too large to be read do not count', [4, 50, 50, 4], 10, { files: 9, bytes: 9 }, 4],
    ['of all that fits, everything', [4, 4, 4, 4], 10, { files: 4, bytes: 16 }, 4],
  ] as const)('%s', async (_, sizes, maxFileSize, limits, expected) => {
    expect(await admitted(sizes, maxFileSize, limits)).toBe(expected);
  });

  it('of the command line: what lies behind it is one high finding and counted', async () => {
    const cwd = folderWith({ ...FILES, '.git/HEAD': '' });
    let out = '';
    const args = readArguments(['--format', 'json', '--threads', '1'], SCAN_OPTIONS);
    const known = { rules: new Set(RULES.map(({ id }) => id)), checklists: new Set<string>() };
    const code = await scan(scanOptions(args, known), {
      cwd,
      terminal: { out: (text) => (out += text), err: () => {}, color: false, interactive: false },
      version: '0',
      stdin: () => Promise.resolve(''),
      variables: {},
      today: () => '2026-11-22',
      loadPages: () => Promise.resolve({}),
      limits: TWO,
    });
    const { findings, summary } = JSON.parse(out);
    const told = findings.map(({ path, severity, message }: Record<string, string>) => [path, severity, message]);
    expect(told.filter(([path]: readonly string[]) => path === 'c.env' || path === 'd.env')).toEqual([
      ['c.env', 'high', SAID],
    ]);
    expect([code, summary.files, summary.unchecked]).toEqual([1, 2, 2]);
  });

  it.each([
    ['fails', 'high', 1],
    ['does not fail where only worse things do', 'critical', 0],
  ])('of a checklist: what lies behind it is said, and the job %s', async (_, failOn, expected) => {
    const cwd = folderWith({
      'a.env': 'A=1\n',
      'b.env': 'A=1\n',
      'c.env': 'A=1\n',
      'd.env': 'A=1\n',
      'l.json': LIST,
      '.git/HEAD': '',
    });
    let out = '';
    const args = readArguments(['l.json', '--format', 'json', '--fail-on', failOn], CHECKLIST_OPTIONS);
    const code = await checklistCommand(args, {
      cwd,
      terminal: { out: (text) => (out += text), err: () => {}, color: false, interactive: false },
      version: '0',
      stdin: () => Promise.resolve(''),
      variables: {},
      today: () => '2026-11-22',
      loadPages: () => Promise.resolve({}),
      limits: TWO,
    });
    expect([code, JSON.parse(out).notes]).toEqual([expected, [`c.env: ${SAID}`]]);
  });

  it.each([
    ['counts those that others name, too', 2, [`Not checked: ${notReached(1)}`]],
    ['leaves them where they fit', 3, []],
  ])('of the editor %s', async (_, files, expected) => {
    const { scanner, unread, results } = await editor(
      { 'a.env': 'A=1\n', 'compose.yml': MOUNT, 'web.txt': 'events {}\nhttp {}\n' },
      { files, bytes: 1e9 },
    );
    await scanner.scan({ isCancelled: () => false });
    expect(unread('web.txt')).toEqual(expected);
    await scanner.checkUsed();
    expect(unread('web.txt')).toEqual(expected);
    expect(results.get(MemoryHost.uri('web.txt'))?.format).toBe(expected.length === 0 ? 'nginx' : undefined);
  });

  it('of the editor: what lies behind it is said on the first such file', async () => {
    const { scanner, results } = await editor(FILES, TWO);
    await scanner.scan({ isCancelled: () => false });
    const messages = (name: string) => results.get(MemoryHost.uri(name))?.diagnostics.map(({ message }) => message);
    expect(messages('a.env')).toHaveLength(1);
    expect(messages('c.env')).toEqual([SAID]);
    expect(messages('d.env')).toBeUndefined();
  });
});
