import * as vscode from 'vscode';
import { findings, show, until, untilRule } from './editing.ts';
import { type Harness, ok } from './harness.ts';
import { pause } from './idle.ts';

const ATTEMPTS = 2;
const PRIVILEGED = 'compose/privileged-container';

interface List {
  readonly state: {
    readonly sections: readonly {
      readonly items: readonly {
        readonly title: string;
        readonly state: string;
        readonly places: readonly unknown[];
      }[];
    }[];
  } | null;
}

/** With keys that are really pressed: everywhere but on a desktop, where nobody sits at the keyboard of the test. */
export function keyboardTests(harness: Harness): void {
  const test = (name: string, body: () => Promise<void>) =>
    harness.test(name, async () => {
      if (vscode.env.uiKind === vscode.UIKind.Web) await body();
      else harness.note(`skipped: ${name}: no hands here`);
    });

  test('keyboard: from problem to problem, to the light bulb, to a fix', async () => {
    const editor = await show('docker-compose.yml');
    const { document } = editor;
    const finding = await untilRule(document.uri, PRIVILEGED);
    ok(finding !== undefined, 'not found');
    const start = new vscode.Position(0, 0);
    editor.selection = new vscode.Selection(start, start);
    press('Escape', 'F8');
    ok(await until(() => onFinding(editor)), 'F8 leads to no finding');
    press('Escape');
    const { range } = finding;
    editor.selection = new vscode.Selection(range.start, range.start);
    // The cursor gets there in its own time, and takes the first answer with it.
    reach('Control+.', '.action-widget .monaco-list-row.action');
    press('Enter');
    ok(await until(() => !/privileged:\s*true/.test(document.getText())), document.getText());
    await untilRule(document.uri, PRIVILEGED, false);
    press('Control+z');
    ok(await until(() => document.getText().includes('privileged: true')), 'one undo');
  });

  test('keyboard: the view of checklists, from its list to the place that fails', async () => {
    await vscode.commands.executeCommand('preflight.closeChecklist');
    await vscode.commands.executeCommand('preflight.chooseChecklist', 'owasp-docker');
    await vscode.commands.executeCommand('preflight.filterChecklist', 'fail');
    const lists = await vscode.commands.executeCommand<readonly List[]>('preflight.refreshChecklist');
    const [first] =
      lists[0]?.state?.sections.flatMap(({ items }) => items.filter(({ state }) => state === 'fail')) ?? [];
    ok(first !== undefined && first.places.length > 0, 'nothing fails');
    // Something may take the keys away in the middle (a view that is drawn late): then the way is gone once more from its start.
    let opened = false;
    for (let attempt = 1; attempt <= ATTEMPTS && !opened; attempt++) {
      if (attempt > 1) harness.note(`keyboard: the way to the place, attempt ${attempt}`);
      await vscode.commands.executeCommand('preflight.checklist.focus');
      // Its list is drawn a moment after the view has the keys.
      await pause(1500);
      await vscode.commands.executeCommand('preflight.checklist.focus');
      walkToPlace(first.title);
      opened = await until(() => vscode.window.activeTextEditor !== undefined, 52_000);
    }
    ok(opened, 'no place was opened');
    await vscode.commands.executeCommand('preflight.filterChecklist', 'all');
    await vscode.commands.executeCommand('preflight.closeChecklist');
    await vscode.commands.executeCommand('workbench.view.explorer');
  });
}

/** The list, its first section, the first item, opened, and a place in it; each key when the last one has been taken. */
function walkToPlace(title: string): void {
  await_(`[role=treeitem][aria-label^="${title}"]`);
  reach('Home', focused('[aria-level="1"]'));
  reach('ArrowDown', focused('[aria-level="2"]'));
  reach('ArrowDown', focused('[aria-level="3"]'));
  reach('ArrowRight', `${focused('[aria-expanded=true]')}, ${focused('[aria-level="4"]')}`);
  reach('ArrowDown', focused('[aria-level="4"]'));
  press('Enter');
}

function onFinding({ document, selection }: vscode.TextEditor): boolean {
  return findings(document.uri).some(({ range }) => range.contains(selection.active));
}

function focused(condition: string): string {
  return `.monaco-list-row.focused${condition}`;
}

/** See `test/vscode/hands.ts`. */
function press(...keys: readonly string[]): void {
  for (const key of keys) console.log(`@@press ${key}`);
}

function reach(key: string, selector: string): void {
  console.log(`@@reach ${key} ${selector}`);
}

function await_(selector: string): void {
  console.log(`@@await ${selector}`);
}
