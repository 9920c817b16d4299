import { describe, expect, it } from 'vitest';
import { readArguments } from '../../../server/src/cli/arguments.ts';
import { checkInOrder } from '../../../server/src/cli/check-thread.ts';
import { CHECKLIST_OPTIONS, checklistCommand } from '../../../server/src/cli/checklist.ts';
import { type CheckSetup, FileCheck } from '../../../server/src/cli/file-check.ts';
import { scan } from '../../../server/src/cli/scan.ts';
import { SCAN_OPTIONS, scanOptions } from '../../../server/src/cli/scan-options.ts';
import type { Answer, CheckThread } from '../../../server/src/cli/threads.ts';
import { Analysis } from '../../../server/src/lsp/analysis.ts';
import { Folders } from '../../../server/src/lsp/folders.ts';
import { Results } from '../../../server/src/lsp/results.ts';
import { Scanner } from '../../../server/src/lsp/scanner.ts';
import { RunBudget, type RunLimits } from '../../../server/src/project/run-budget.ts';
import { RULES } from '../../../server/src/rules/registry.ts';
import { folderWith } from '../../cli/run-cli.ts';
import { memoryProject } from '../../support/lint.ts';
import { MemoryHost } from '../../support/memory-host.ts';

const BAD = 'ADMIN_PASSWORD=changeme\n';
const FILES = { 'a.env': BAD, 'b.env': BAD, 'c.env': BAD, 'd.env': BAD };
const TWO: RunLimits = { files: 2, bytes: 1e9, steps: 1e12 };
const SAID = 'Not checked: this run has spent its 500,000 files, 2 files are left; scan folders one by one';

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

/** A thread that is none. @param onChecked called with how many files it checked */
function startThread(setup: CheckSetup, limits: RunLimits, onChecked: (files: number) => void): CheckThread {
  const check = new FileCheck(setup);
  let take: (answer: Answer) => void = () => {};
  return {
    send: (uris) => {
      void checkInOrder(check, uris, limits).then((answer) => {
        onChecked(answer.length);
        take(answer);
      });
    },
    onAnswer: (given) => {
      take = given;
    },
    end: () => {},
  };
}

async function scanned(cwd: string, limits: RunLimits, ...options: readonly string[]) {
  let out = '';
  let onThreads = 0;
  const threads = options.includes('--threads') ? [] : ['--threads', '1'];
  const args = readArguments(['--format', 'json', ...threads, ...options], SCAN_OPTIONS);
  const known = { rules: new Set(RULES.map(({ id }) => id)), checklists: new Set<string>() };
  const code = await scan(scanOptions(args, known), {
    cwd,
    terminal: { out: (text) => (out += text), err: () => {}, color: false, interactive: false },
    version: '0',
    stdin: () => Promise.resolve(''),
    variables: {},
    today: () => '2026-11-22',
    loadPages: () => Promise.resolve({}),
    startThread: (setup) => startThread(setup, limits, (files) => (onThreads += files)),
    limits,
  });
  return { code, out, onThreads };
}

describe('the budget of a run', () => {
  it.each([
    ['so many files', [1, 1, 1, 1], 10, { files: 3, bytes: 1000, steps: 1e12 }, 3],
    ['so many bytes', [4, 4, 4, 4], 10, { files: 9, bytes: 9, steps: 1e12 }, 2],
    ['and none behind the first that does not fit', [4, 9, 1], 10, { files: 9, bytes: 9, steps: 1e12 }, 1],
    ['files too large to be read do not count', [4, 50, 50, 4], 10, { files: 9, bytes: 9, steps: 1e12 }, 4],
    ['of all that fits, everything', [4, 4, 4, 4], 10, { files: 4, bytes: 16, steps: 1e12 }, 4],
  ] as const)('%s', async (_, sizes, maxFileSize, limits, expected) => {
    expect(await admitted(sizes, maxFileSize, limits)).toBe(expected);
  });

  it('of the command line: what lies behind it is one high finding and counted', async () => {
    const cwd = folderWith({ ...FILES, '.git/HEAD': '' });
    const { code, out } = await scanned(cwd, TWO);
    const { findings, summary } = JSON.parse(out);
    const told = findings.map(({ path, severity, message }: Record<string, string>) => [path, severity, message]);
    expect(told.filter(([path]: readonly string[]) => path === 'c.env' || path === 'd.env')).toEqual([
      ['c.env', 'high', SAID],
    ]);
    expect([code, summary.files, summary.unchecked]).toEqual([1, 2, 2]);
  });

  it('of the command line: work is counted as well, the same on one thread, on two and in a fix', async () => {
    const cwd = folderWith({ ...FILES, '.git/HEAD': '' });
    const limits = { files: 1e6, bytes: 1e9, steps: 1 };
    const one = await scanned(cwd, limits);
    const { findings, summary } = JSON.parse(one.out);
    expect(findings.map(({ path, message }: Record<string, string>) => [path, message]).slice(1)).toEqual([
      [
        'b.env',
        'Not checked: this run has spent its 2 billion steps of work, 3 files are left; scan folders one by one',
      ],
    ]);
    expect([one.code, summary.files, summary.unchecked]).toEqual([1, 1, 3]);
    expect(await scanned(cwd, limits, '--threads', '2')).toMatchObject({ code: one.code, out: one.out });
    expect(JSON.parse((await scanned(cwd, limits, '--fix', '--dry-run')).out).summary.unchecked).toBe(3);
  });

  it('of the command line: threads do no more than twice what a run may, and what is in their hands', async () => {
    const name = (i: number) => `p${String(i).padStart(3, '0')}`;
    const folders = Array.from({ length: 400 }, (_, i) => [`${name(i)}/.env`, BAD] as const);
    const one = Array.from({ length: 300 }, (_, i) => [`z/${name(i)}/.env`, BAD] as const);
    const cwd = folderWith({ ...Object.fromEntries([...folders, ...one]), 'z/.env': BAD, '.git/HEAD': '' });
    const limits = { files: 1e6, bytes: 1e9, steps: 8_000 };
    const alone = await scanned(cwd, limits, '--threads', '1');
    const { files } = JSON.parse(alone.out).summary;
    expect(files).toBeGreaterThan(30);
    expect(files).toBeLessThan(100);
    const { code, out, onThreads } = await scanned(cwd, limits, '--threads', '3');
    expect([code, out]).toEqual([alone.code, alone.out]);
    // twice the files of a run, and three batches of small projects
    expect(onThreads).toBeLessThan(2 * files + 3 * 30);
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
    [
      'counts those that others name, too',
      2,
      ['Not checked: this run has spent its 500,000 files, 1 file is left; scan folders one by one'],
    ],
    ['leaves them where they fit', 3, []],
  ])('of the editor %s', async (_, files, expected) => {
    const { scanner, unread, results } = await editor(
      { 'a.env': 'A=1\n', 'compose.yml': MOUNT, 'web.txt': 'events {}\nhttp {}\n' },
      { files, bytes: 1e9, steps: 1e12 },
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
  it('of the editor counts work, too', async () => {
    const files = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`${String(i).padStart(2, '0')}.env`, BAD]));
    const { scanner, unread } = await editor(files, { files: 1e6, bytes: 1e9, steps: 1 });
    const { files: checked } = await scanner.scan({ isCancelled: () => false });
    expect(unread(`${String(checked).padStart(2, '0')}.env`)).toEqual([
      `Not checked: this run has spent its 2 billion steps of work, ${20 - checked} files are left; scan folders one by one`,
    ]);
  });

  it('counts a model that files share once, and again when much lies between', () => {
    const budget = new RunBudget(new MemoryHost({}), 10, { files: 9, bytes: 9, steps: 1_000_000 });
    const root = { model: 'root', steps: 400_000 };
    for (let i = 0; i < 90; i++) {
      budget.spend([root, { model: `${i}.conf`, steps: 10 }]);
      budget.spend([{ model: `${i}.env`, steps: 10 }]);
      budget.spend([]);
    }
    expect(budget.isSpentOnWork).toBe(false);
    budget.spend([{ model: 'other root', steps: 400_000 }]);
    expect(budget.isSpentOnWork).toBe(false);
    budget.spend([root]);
    expect(budget.isSpentOnWork).toBe(true);
  });

  it('counts what comes on top where a file is judged that was only read before', () => {
    const budget = new RunBudget(new MemoryHost({}), 10, { files: 9, bytes: 9, steps: 100 });
    for (const steps of [40, 100, 40, 100]) budget.spend([{ model: 'override', steps }]);
    expect(budget.isSpentOnWork).toBe(false);
    budget.spend([{ model: 'override', steps: 101 }]);
    expect(budget.isSpentOnWork).toBe(true);
  });

  it('counts the work of a file alike whatever was checked before it', async () => {
    const files = {
      'common.yml': 'services:\n  base:\n    image: nginx:1.27\n',
      'docker-compose.yml': 'services:\n  web:\n    image: nginx:1.27\n',
      'docker-compose.override.yml':
        'services:\n  web:\n    extends:\n      file: common.yml\n      service: base\n    ports: ["80:80"]\n',
    };
    const workAfter = async (...before: readonly string[]) => {
      const { project } = memoryProject({ files, profile: 'recommended' });
      for (const name of before) await project.check(MemoryHost.uri(name));
      return (await project.check(MemoryHost.uri('docker-compose.override.yml'))).work;
    };
    const alone = await workAfter();
    expect(alone.length).toBeGreaterThan(1);
    expect(await workAfter('common.yml')).toEqual(alone);
    expect(await workAfter('docker-compose.yml', 'common.yml')).toEqual(alone);
  });
});
