import * as vscode from 'vscode';
import { fileUri, read, show, until, untilRule, write } from './editing.ts';

/** A regular expression for the names of the pictures that are taken. Put in by the build (`--only=`). */
declare const PREFLIGHT_ONLY: string;

type Theme = 'light' | 'dark' | 'hc';
const THEMES: Readonly<Record<Theme, string>> = {
  light: 'Default Light Modern',
  dark: 'Default Dark Modern',
  hc: 'Default High Contrast',
};
const TAKEN: Readonly<Record<string, (suffix: string) => Promise<void>>> = {
  findings,
  'quick-fix': lightBulb,
  hover,
  completion,
  status,
  checklist,
  settings,
  'fix-workspace': preview,
};
/** What is looked at in high contrast: everything that has colors of its own. */
const HIGH_CONTRAST = ['findings', 'quick-fix', 'hover', 'completion', 'status', 'checklist'];

/** The gallery of the docs and the pictures of the walkthrough: taken of the real editor on a copy of `examples/shop`. */
export async function run(): Promise<void> {
  await prepare();
  for (const theme of ['light', 'dark', 'hc'] as const) {
    await use(theme);
    const suffix = theme === 'light' ? '' : `-${theme}`;
    for (const [name, take] of Object.entries(TAKEN)) {
      if (!new RegExp(PREFLIGHT_ONLY).test(name) || (theme === 'hc' && !HIGH_CONTRAST.includes(name))) continue;
      await take(suffix);
    }
  }
}

async function prepare(): Promise<void> {
  await vscode.extensions.getExtension('config-preflight.config-preflight')?.activate();
  // In a browser VS Code saves by itself, and the next picture would show what was typed for the last.
  await vscode.workspace.getConfiguration('files').update('autoSave', 'off', true);
  const editor = vscode.workspace.getConfiguration('editor');
  await editor.update('minimap.enabled', false, true);
  await editor.update('fontSize', 13, true);
  await vscode.workspace.getConfiguration('workbench').update('startupEditor', 'none', true);
  await vscode.workspace.getConfiguration('window').update('commandCenter', false, true);
  // VS Code's own entries for its assistant: in the light bulb, the hover and the status item.
  await vscode.workspace
    .getConfiguration('chat')
    .update('disableAIFeatures', true, true)
    .then(undefined, () => undefined);
  for (const command of [
    'workbench.action.closeAuxiliaryBar',
    'workbench.action.closeSidebar',
    'workbench.action.closeAllEditors',
    'notifications.clearAll',
  ]) {
    await vscode.commands.executeCommand(command);
  }
}

async function use(theme: Theme): Promise<void> {
  await vscode.workspace.getConfiguration('workbench').update('colorTheme', THEMES[theme], true);
  await pause(1500);
}

/** Steps of 60 pixels. */
const WIDER = 5;

/** The parts of pictures that the walkthrough shows: left, top, width, height. */
const PARTS: Readonly<Record<string, string>> = {
  findings: '52 240 760 530',
  'quick-fix': '52 300 760 320',
  scan: '52 30 760 320',
  settings: '52 86 760 400',
};

/** A `.png` of the window for the docs; of what the walkthrough shows a part as `.webp`, for size counts inside the extension. */
async function picture(name: string): Promise<void> {
  await pause(1200);
  console.log(`@@picture ${name}.png`);
  const part = PARTS[name.replace(/-dark$/, '')];
  if (part !== undefined) console.log(`@@picture ${name}.webp ${part}`);
  await pause(3000);
}

async function compose(): Promise<vscode.TextEditor> {
  const editor = await show('docker-compose.yml');
  await untilRule(editor.document.uri, 'compose/privileged-container').catch(() => undefined);
  return editor;
}

/** Puts the cursor on the first finding of a rule, or on the first finding. */
async function onFinding(rule: RegExp): Promise<void> {
  const editor = await compose();
  const all = vscode.languages.getDiagnostics(editor.document.uri);
  const found = all.find(({ code }) => rule.test(String(typeof code === 'object' ? code.value : code))) ?? all[0];
  if (found === undefined) return;
  editor.selection = new vscode.Selection(found.range.start, found.range.start);
  editor.revealRange(found.range, vscode.TextEditorRevealType.InCenter);
  await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
}

async function findings(suffix: string): Promise<void> {
  await compose();
  await vscode.commands.executeCommand('preflight.scanWorkspace');
  await pause(500);
  await vscode.commands.executeCommand('notifications.clearAll');
  await vscode.commands.executeCommand('workbench.actions.view.problems');
  await compose();
  await picture(`findings${suffix}`);
  await vscode.commands.executeCommand('workbench.action.closeSidebar');
  await vscode.commands.executeCommand('workbench.action.toggleMaximizedPanel');
  await picture(`scan${suffix}`);
  await vscode.commands.executeCommand('workbench.action.toggleMaximizedPanel');
  await vscode.commands.executeCommand('workbench.action.closePanel');
}

async function lightBulb(suffix: string): Promise<void> {
  await onFinding(/privileged/);
  await vscode.commands.executeCommand('editor.action.quickFix');
  console.log('@@await .action-widget');
  await picture(`quick-fix${suffix}`);
  await vscode.commands.executeCommand('hideCodeActionWidget');
}

async function hover(suffix: string): Promise<void> {
  await onFinding(/privileged/);
  await vscode.commands.executeCommand('editor.action.showHover');
  await picture(`hover${suffix}`);
}

/** Values of an nginx directive, offered before its `;` is typed. */
async function completion(suffix: string): Promise<void> {
  const editor = await show('nginx/nginx.conf');
  await until(() => vscode.languages.getDiagnostics(editor.document.uri).length > 0);
  const line = editor.document
    .getText()
    .split('\n')
    .findIndex((text) => text.includes('listen 80;'));
  const typed = '        ssl_protocols ';
  await editor.edit((edit) => edit.insert(new vscode.Position(line + 1, 0), `${typed}\n`));
  const cursor = new vscode.Position(line + 1, typed.length);
  editor.selection = new vscode.Selection(cursor, cursor);
  await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
  await pause(1500);
  await vscode.commands.executeCommand('editor.action.triggerSuggest');
  await pause(1500);
  await picture(`completion${suffix}`);
  await vscode.commands.executeCommand('hideSuggestWidget');
  await vscode.commands.executeCommand('workbench.action.files.revert');
  await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
}

/** The popup of the language status item: how the file in front is read, and what rests. */
async function status(suffix: string): Promise<void> {
  await compose();
  await pause(1500);
  console.log('@@hover [id="status.languageStatus"]');
  await picture(`status${suffix}`);
  console.log('@@labels [id="status.languageStatus"] a');
  console.log('@@press Escape');
  console.log('@@hover [id="workbench.parts.titlebar"]');
}

/** The view of checklists as narrow as it is at first, and as wide as people make it who work with it. */
async function checklist(suffix: string): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
  await vscode.commands.executeCommand('cancelSelection');
  await vscode.commands.executeCommand('editor.action.hideHover');
  await vscode.commands.executeCommand('preflight.closeChecklist');
  for (const name of ['owasp-docker', 'bap']) await vscode.commands.executeCommand('preflight.chooseChecklist', name);
  await vscode.commands.executeCommand('preflight.checklist.focus');
  await pause(2500);
  // The first list is closed, so that the second stands below it with what it holds.
  await vscode.commands.executeCommand('list.focusFirst');
  await vscode.commands.executeCommand('list.collapse');
  await picture(`checklist-narrow${suffix}`);
  for (let i = 0; i < WIDER; i++) await vscode.commands.executeCommand('workbench.action.increaseViewSize');
  await picture(`checklist${suffix}`);
  if (suffix === '') console.log('@@labels .tree-explorer-viewlet-tree-view [role=treeitem]');
  for (let i = 0; i < WIDER; i++) await vscode.commands.executeCommand('workbench.action.decreaseViewSize');
  await vscode.commands.executeCommand('preflight.closeChecklist');
  await vscode.commands.executeCommand('workbench.action.closeSidebar');
}

async function settings(suffix: string): Promise<void> {
  await write(
    'preflight.json',
    '{\n  // What a careful team fixes before production.\n  "extends": "recommended",\n  "rules": {\n    "compose/missing-resource-limits": "high",\n    ""\n  }\n}\n',
  );
  const editor = await show('preflight.json');
  const position = new vscode.Position(5, 5);
  editor.selection = new vscode.Selection(position, position);
  await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
  await pause(2000);
  await vscode.commands.executeCommand('editor.action.triggerSuggest');
  await pause(1500);
  await picture(`settings${suffix}`);
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  await vscode.workspace.fs.delete(fileUri('preflight.json'));
}

async function preview(suffix: string): Promise<void> {
  // Something that is safe to fix: comments that ignore what is long gone.
  const texts = new Map<string, string>();
  for (const [path, rule] of [
    ['.env', 'secret/short'],
    ['docker-compose.yml', 'compose/host-network'],
  ] as const) {
    texts.set(path, await read(path));
    await write(path, `# preflight-ignore ${rule} -- it was missing once\n${texts.get(path)}`);
  }
  await pause(1500);
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  const done = vscode.commands.executeCommand('preflight.fixWorkspace');
  await until(() => vscode.window.tabGroups.all.some(({ tabs }) => tabs.length > 0), 3000);
  await picture(`fix-workspace${suffix}`);
  await vscode.commands.executeCommand('refactorPreview.discard').then(undefined, () => undefined);
  await Promise.race([done, pause(2000)]);
  await vscode.commands.executeCommand('workbench.action.closePanel');
  for (const [path, text] of texts) await write(path, text);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
