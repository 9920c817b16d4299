import * as vscode from 'vscode';
import { closeAll, codeOf, findings, show, until, untilFindings, untilRule } from './editing.ts';

/** The three uses, as moving pictures of the real editor on a copy of `examples/shop`: while typing, a fix, a scan. */
export async function run(): Promise<void> {
  await prepare();
  await whileTyping();
  await quickFix();
  await scan();
}

async function prepare(): Promise<void> {
  await vscode.extensions.getExtension('config-preflight.config-preflight')?.activate();
  await vscode.workspace.getConfiguration('files').update('autoSave', 'off', true);
  const editor = vscode.workspace.getConfiguration('editor');
  await editor.update('minimap.enabled', false, true);
  await editor.update('fontSize', 15, true);
  await editor.update('quickSuggestions', { other: 'off', comments: 'off', strings: 'off' }, true);
  await editor.update('cursorBlinking', 'solid', true);
  const workbench = vscode.workspace.getConfiguration('workbench');
  await workbench.update('startupEditor', 'none', true);
  await workbench.update('colorTheme', 'Default Dark Modern', true);
  await vscode.workspace.getConfiguration('window').update('commandCenter', false, true);
  await perform('workbench.action.closeAuxiliaryBar', 'workbench.action.closeAllEditors', 'notifications.clearAll');
  await perform('workbench.action.closeSidebar');
  await pause(1500);
}

/** A privileged container is typed; the finding follows, and its hover says why. */
async function whileTyping(): Promise<void> {
  const editor = await show('docker-compose.yml');
  await untilRule(editor.document.uri, 'compose/docker-socket');
  await perform('workbench.actions.view.problems', 'workbench.action.focusActiveEditorGroup');
  const line = editor.document
    .getText()
    .split('\n')
    .findIndex((text) => text.includes('image: redis'));
  const before = findings(editor.document.uri).length;
  moveTo(editor, line, 200);
  await pause(800);
  record('typing');
  await pause(900);
  await type('\nprivileged: true');
  await until(() => findings(editor.document.uri).length > before, 5000);
  await pause(1200);
  await perform('editor.action.showHover');
  await pause(3000);
  stop();
  await closeAll();
}

async function quickFix(): Promise<void> {
  const editor = await show('docker-compose.yml');
  const found = await untilRule(editor.document.uri, 'compose/docker-socket');
  await perform('workbench.action.closePanel', 'workbench.action.focusActiveEditorGroup');
  const published = findings(editor.document.uri).find((one) => codeOf(one) === 'compose/datastore-published') ?? found;
  if (published === undefined) return;
  moveTo(editor, published.range.start.line, published.range.start.character);
  await pause(800);
  record('quick-fix');
  await pause(900);
  await perform('editor.action.quickFix');
  await pause(2500);
  await perform('acceptSelectedCodeAction');
  await untilFindings(
    editor.document.uri,
    (all) => !all.some(({ range }) => range.isEqual(published.range)),
    'the finding goes',
  ).catch(() => undefined);
  await pause(2500);
  stop();
  await closeAll();
}

async function scan(): Promise<void> {
  await perform('preflight.clearResults', 'workbench.actions.view.problems');
  await pause(1200);
  record('scan');
  await pause(900);
  await perform('workbench.action.closeAllEditors');
  await vscode.commands.executeCommand('workbench.action.quickOpen', '>Preflight: Scan Workspace');
  await pause(1500);
  await perform('workbench.action.acceptSelectedQuickOpenItem');
  await pause(4500);
  stop();
}

/** Types as somebody would; indentation is the editor's. */
async function type(text: string): Promise<void> {
  for (const one of text) {
    await vscode.commands.executeCommand('type', { text: one });
    await pause(60);
  }
}

function moveTo(editor: vscode.TextEditor, line: number, character: number): void {
  const position = new vscode.Position(line, character);
  editor.selection = new vscode.Selection(position, position);
  editor.revealRange(new vscode.Range(position, position), vscode.TextEditorRevealType.InCenter);
}

async function perform(...commands: readonly string[]): Promise<void> {
  for (const command of commands) {
    await Promise.resolve(vscode.commands.executeCommand(command)).catch(() => undefined);
  }
}

const record = (name: string): void => console.log(`@@record ${name}`);
const stop = (): void => console.log('@@record-end');

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
