import * as vscode from 'vscode';
import { codeOf, fileUri, findings, read, show, until, untilFindings, untilRule, write } from './editing.ts';
import { equal, type Harness, ok } from './harness.ts';
import { pause, untilIdle } from './idle.ts';

interface Item {
  readonly id: string;
  readonly state: string;
  readonly isTickable: boolean;
  readonly tick: string;
  readonly command: string | null;
}

interface List {
  readonly name: string;
  readonly folder: string;
  readonly state: {
    readonly title: string;
    readonly summary: Readonly<Record<string, number>>;
    readonly progress: { readonly passed: number; readonly decidable: number };
    readonly sections: readonly { readonly title: string; readonly items: readonly Item[] }[];
  } | null;
}

const run = <T>(command: string, ...args: readonly unknown[]) => vscode.commands.executeCommand<T>(command, ...args);
const TICKS = '.preflight/ticks.json';

/** The view of production checklists: what it says, and what it leaves alone. */
export function checklistTests(harness: Harness): void {
  const { test } = harness;
  test('checklists have a place of their own in the activity bar', async () => {
    await run('workbench.view.extension.preflight');
    await run('preflight.checklist.focus');
  });

  test('looking at a checklist shows what fails, and adds no finding', async () => {
    const { document } = await show('docker-compose.yml');
    await untilFindings(document.uri, (found) => found.length > 0, 'the file has findings');
    await untilIdle(2500);
    const before = findings(document.uri).map(codeOf);
    const [bap] = await looking('bap');
    ok((bap?.state?.summary['fail'] ?? 0) > 0, JSON.stringify(bap?.state?.summary));
    await untilIdle(2500);
    equal(findings(document.uri).map(codeOf), before, 'findings after choosing');
  });

  test('several stand side by side, and none is a choice too', async () => {
    await looking('bap');
    await run('preflight.chooseChecklist', 'owasp-docker');
    equal(
      (await lists()).map(({ name }) => name),
      ['bap', 'owasp-docker'],
      'shown',
    );
    const [, owasp] = await lists();
    await run('preflight.closeChecklist', { kind: 'list', list: owasp });
    equal(
      (await lists()).map(({ name }) => name),
      ['bap'],
      'after closing one',
    );
    await run('preflight.closeChecklist');
    equal(await lists(), [], 'after closing all');
  });

  test('a filter leaves the items in one state; the totals stay', async () => {
    const [bap] = await looking('bap');
    const all = bap?.state?.sections.flatMap(({ items }) => items) ?? [];
    const failed = all.filter(({ state }) => state === 'fail').length;
    equal(await run('preflight.filterChecklist', 'fail'), { shown: failed, total: all.length }, 'only failed');
    equal((await lists())[0]?.state?.progress, bap?.state?.progress, 'progress');
    equal(await run('preflight.filterChecklist', 'all'), { shown: all.length, total: all.length }, 'everything');
  });

  test('an item only a person can know is ticked with name and date in the file of ticks, and unticked', async () => {
    const [list] = await looking('bap');
    const item = itemOf(list, ({ id }) => id === 'bap-ufw');
    const tick = { by: 'Ada', on: new Date().toISOString().slice(0, 10), note: 'seen' };
    await run('preflight.tickChecklistItem', { kind: 'item', list, item }, tick);
    const ticked = itemOf((await lists())[0], ({ id }) => id === item.id);
    ok(ticked.state === 'pass' && ticked.tick.includes('Ada'), JSON.stringify(ticked));
    equal(JSON.parse(await read(TICKS)), { bap: { 'bap-ufw': tick } }, TICKS);
    ok(!(await exists('preflight.json')), 'preflight.json was written');
    await run('preflight.tickChecklistItem', { kind: 'item', list, item: ticked });
    equal(itemOf((await lists())[0], ({ id }) => id === item.id).state, item.state, 'after taking the tick away');
    await run('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(fileUri('.preflight'), { recursive: true });
  });

  test('the command of a runtime item is copied, not run', async () => {
    const [list] = await looking('bap');
    const item = itemOf(list, ({ command }) => command !== null);
    await run('preflight.copyChecklistCommand', { kind: 'item', list, item });
    const copied = await vscode.env.clipboard.readText();
    // A browser may refuse the clipboard to a page; then nothing is seen of it, and nothing can be asserted.
    await vscode.env.clipboard.writeText('probe');
    if ((await vscode.env.clipboard.readText()) !== 'probe')
      return harness.note('skipped: this browser has no clipboard');
    equal(copied, item.command, 'clipboard');
  });

  test('the report is a preview, and a file in Markdown or HTML', async () => {
    const [list] = await looking('bap');
    await run('preflight.previewChecklist', { kind: 'list', list });
    ok(await until(() => tabs().some((label) => label.includes('BAP Protocol')), 10_000), tabs().join(', '));
    for (const [name, start] of [
      ['report.md', '# BAP Protocol'],
      ['report.html', '<!doctype html>'],
    ] as const) {
      await run('preflight.saveChecklist', { kind: 'list', list }, fileUri(name));
      ok((await read(name)).startsWith(start), name);
      await vscode.workspace.fs.delete(fileUri(name));
    }
  });

  test('its rules are checked while editing once that is said, and no longer when it is taken back', async () => {
    const { document } = await show('docker-compose.yml');
    await untilFindings(document.uri, (found) => found.length > 0, 'the file has findings');
    const [list] = await looking('bap');
    const rules = await run<{ readonly findings: number }>(
      'preflight.checkChecklistRules',
      { kind: 'list', list },
      true,
    );
    ok(rules.findings > 0, 'no findings named');
    equal(JSON.parse(await read('preflight.json')), { checklists: { bap: {} } }, 'preflight.json');
    await untilRule(document.uri, 'compose/missing-healthcheck');
    await run('preflight.checkChecklistRules', { kind: 'list', list }, true);
    await untilRule(document.uri, 'compose/missing-healthcheck', false);
    await run('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(fileUri('preflight.json'));
  });

  test("a file of somebody else's whose name ends in -checklist.json is left alone", async () => {
    await write('deploy-checklist.json', '{ "steps": ["call the bank"] }\n');
    await show('deploy-checklist.json');
    await pause(2500);
    equal(vscode.languages.getDiagnostics(fileUri('deploy-checklist.json')), [], 'diagnostics');
    await run('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(fileUri('deploy-checklist.json'));
  });
}

/** In a workspace of several folders a checklist is about the folder that was chosen. */
export function checklistFolderTests({ test }: Pick<Harness, 'test'>): void {
  test('the same checklist stands side by side for two folders, each with what it says of its own', async () => {
    const folders = vscode.workspace.workspaceFolders ?? [];
    await run('preflight.closeChecklist');
    for (const { uri } of folders) await run('preflight.chooseChecklist', 'owasp-docker', uri.toString());
    const shown = await lists();
    equal(
      shown.map(({ folder }) => folder),
      folders.map(({ uri }) => uri.toString()),
      'folders',
    );
    ok(
      shown.every(({ state }) => (state?.summary['fail'] ?? 0) > 0),
      JSON.stringify(shown.map(({ state }) => state?.summary)),
    );
    await run('preflight.closeChecklist');
  });
}

/** Looks at one checklist alone. */
async function looking(name: string): Promise<readonly List[]> {
  await run('preflight.closeChecklist');
  await run('preflight.chooseChecklist', name);
  return lists();
}

function lists(): Promise<readonly List[]> {
  return Promise.resolve(run<readonly List[]>('preflight.refreshChecklist'));
}

function itemOf(list: List | undefined, condition: (item: Item) => boolean): Item {
  const item = list?.state?.sections.flatMap(({ items }) => items).find(condition);
  ok(item !== undefined, 'no such item');
  return item;
}

function tabs(): readonly string[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));
}

async function exists(path: string): Promise<boolean> {
  return vscode.workspace.fs.stat(fileUri(path)).then(
    () => true,
    () => false,
  );
}
