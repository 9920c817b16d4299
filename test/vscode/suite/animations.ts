import * as vscode from 'vscode';
import { closeAll, codeOf, fileUri, findings, show, until, untilFindings, untilRule } from './editing.ts';

/** Where the recorder puts the frames; put in by the build. */
declare const PREFLIGHT_FRAMES: string;

/** How long a frame is seen, in milliseconds, in steps of 40: a key, a change to notice, a sentence to read. */
const KEY = 80;
const GLANCE = 1000;
const READ = 3200;

/** The three uses, as moving pictures of the real editor on the deployments of `examples`: while typing, a fix, a scan. */
export async function run(): Promise<void> {
  await prepare();
  await whileTyping();
  // File by file: a copy of the folder would take away the one that is open.
  for (const path of ['.env', 'docker-compose.yml', 'mail/config.toml', 'nginx/nginx.conf'])
    await vscode.workspace.fs.copy(fileUri(`../before/${path}`), fileUri(path), { overwrite: true });
  await quickFix();
  await scan();
}

async function prepare(): Promise<void> {
  await vscode.extensions.getExtension('config-preflight.config-preflight')?.activate();
  await set('files', { autoSave: 'off' });
  await set('editor', {
    'minimap.enabled': false,
    'stickyScroll.enabled': false,
    occurrencesHighlight: 'off',
    fontSize: 14,
    quickSuggestions: { other: 'off', comments: 'off', strings: 'off' },
    cursorBlinking: 'solid',
    matchBrackets: 'never',
  });
  await set('workbench', {
    startupEditor: 'none',
    colorTheme: 'Default Dark Modern',
    'layoutControl.enabled': false,
    'activityBar.location': 'hidden',
    'tips.enabled': false,
  });
  await set('window', { commandCenter: false, menuBarVisibility: 'hidden' });
  await set('breadcrumbs', { enabled: false });
  await set('chat', { 'commandCenter.enabled': false, disableAIFeatures: true });
  await perform('workbench.action.closeAuxiliaryBar', 'workbench.action.closeAllEditors', 'notifications.clearAll');
  await perform('workbench.action.closeSidebar');
  // The first frame gives the window its size; nobody sees it.
  await new Scene('size').frame(KEY);
  await pause(1500);
}

/** A service of a deployment without findings becomes privileged; the finding follows, and its hover says what to do. */
async function whileTyping(): Promise<void> {
  const editor = await show('docker-compose.yml');
  const { document } = editor;
  await until(() => vscode.languages.getDiagnostics(document.uri).length === 0);
  await perform('workbench.actions.view.problems', 'workbench.action.focusActiveEditorGroup');
  // One finding needs no more of the window.
  await perform(...Array.from({ length: 2 }, () => 'workbench.action.increaseViewHeight'));
  const line = document
    .getText()
    .split('\n')
    .findIndex((text) => text.includes('image: redis'));
  moveTo(editor, line, 200);
  await pause(1500);
  const scene = new Scene('typing');
  await scene.frame(GLANCE);
  for (const one of '\nprivileged: true') {
    await vscode.commands.executeCommand('type', { text: one });
    await scene.frame(KEY);
  }
  const found = await untilRule(document.uri, 'compose/privileged-container');
  await pause(600);
  await scene.frame(2 * GLANCE);
  if (found !== undefined) moveTo(editor, found.range.end.line, found.range.end.character - 1);
  await perform('editor.action.showHover');
  console.log('@@await .monaco-hover .hover-contents');
  await pause(1200);
  await scene.frame(READ);
  await closeAll();
}

/** The light bulb of a published database; its first fix is taken, and the finding goes. */
async function quickFix(): Promise<void> {
  const editor = await show('docker-compose.yml');
  const { uri } = editor.document;
  const published = await untilRule(uri, 'compose/datastore-published');
  if (published === undefined) return;
  await perform('workbench.action.closePanel');
  await perform('workbench.action.focusActiveEditorGroup');
  moveTo(editor, published.range.start.line, published.range.start.character + 4);
  await pause(2000);
  const scene = new Scene('quick-fix');
  await scene.frame(GLANCE);
  await perform('editor.action.quickFix');
  console.log('@@await .action-widget');
  await pause(1000);
  await scene.frame(READ);
  await perform('acceptSelectedCodeAction');
  const on = published.range.start.line;
  await untilFindings(
    uri,
    (all) => !all.some((one) => one.range.start.line === on && codeOf(one) === 'compose/datastore-published'),
    'the finding goes',
  );
  await pause(1200);
  await scene.frame(READ);
  await closeAll();
}

/** The command is typed into the palette; the Problems panel fills with findings of files nobody opened. */
async function scan(): Promise<void> {
  await perform('preflight.clearResults', 'workbench.actions.view.problems');
  await perform('workbench.action.toggleMaximizedPanel');
  await until(() => vscode.languages.getDiagnostics().every(([, all]) => all.length === 0));
  await pause(1500);
  const scene = new Scene('scan');
  await scene.frame(GLANCE);
  console.log('@@press F1');
  console.log('@@await .quick-input-widget input');
  await pause(1500);
  await scene.frame(GLANCE / 5);
  for (const key of 'preflight scan w') {
    console.log(`@@press ${key === ' ' ? 'Space' : key}`);
    await scene.frame(KEY);
  }
  await pause(600);
  await scene.frame(GLANCE);
  console.log('@@press Enter');
  await until(() => findings(fileUri('nginx/nginx.conf')).length > 0);
  await pause(2500);
  await scene.frame(READ);
}

/** A moving picture: a frame is taken when it is asked for and seen as long as it is told. */
class Scene {
  readonly #name: string;
  #count = 0;

  constructor(name: string) {
    this.#name = name;
  }

  /** @throws Error when the recorder does not deliver. */
  async frame(milliseconds: number): Promise<void> {
    const number = ++this.#count;
    console.log(`@@frame ${this.#name} ${number} ${milliseconds}`);
    const file = `${PREFLIGHT_FRAMES}/${this.#name}/frame-${String(number).padStart(4, '0')}.png`;
    const taken = await until(() => exists(fileUri('.').with({ path: file })));
    if (!taken) throw new Error(`no frame ${number} of ${this.#name}`);
  }
}

function exists(uri: vscode.Uri): Promise<boolean> {
  return Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );
}

async function set(section: string, values: Readonly<Record<string, unknown>>): Promise<void> {
  const settings = vscode.workspace.getConfiguration(section);
  for (const [name, value] of Object.entries(values)) {
    await Promise.resolve(settings.update(name, value, true)).catch(() => undefined);
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

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
