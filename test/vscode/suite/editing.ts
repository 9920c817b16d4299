import * as vscode from 'vscode';
import { ok } from './harness.ts';

const PATIENCE = 45_000;

/** A file of the suite's workspace. */
export function fileUri(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  ok(folder !== undefined, 'no workspace folder');
  return vscode.Uri.joinPath(folder.uri, path);
}

/** Opens a file in a tab: documents without one are not pulled. */
export async function show(path: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(fileUri(path)), { preview: false });
}

/**
 * Types. An edit is refused when the window has not yet heard of the document's last version; then it is typed again.
 *
 * @param change - Called once an attempt.
 * @throws Error when no attempt was taken.
 */
export async function changeText(
  editor: vscode.TextEditor,
  change: (edit: vscode.TextEditorEdit) => void,
): Promise<void> {
  ok(await until(async () => editor.edit(change), 10_000), `${editor.document.uri.path}: not edited`);
}

/** Applies an edit, again while the window refuses it for the same reason. @throws Error when it is never taken. */
export async function apply(edit: vscode.WorkspaceEdit): Promise<void> {
  ok(await until(async () => vscode.workspace.applyEdit(edit), 10_000), 'the edit was not applied');
}

export function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** Our diagnostics of a file. */
export function findings(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'preflight');
}

/** Waits until the findings of a file meet a condition, and returns them. @throws Error with what there was instead. */
export async function untilFindings(
  uri: vscode.Uri,
  condition: (found: readonly vscode.Diagnostic[]) => boolean,
  what: string,
): Promise<readonly vscode.Diagnostic[]> {
  const met = await until(() => condition(findings(uri)));
  if (!met) ok(false, `${what}: never; ${uri.path} has ${await stateOf(uri)}`);
  return findings(uri);
}

/** What a failure needs to be understood: findings, the document as the editor has it, the file as the disk has it. */
async function stateOf(uri: vscode.Uri): Promise<string> {
  const found = findings(uri).map(codeOf).join(', ') || 'nothing';
  const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
  const tab = vscode.window.tabGroups.all.some(({ tabs }) =>
    tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString()),
  );
  const open =
    document === undefined
      ? 'not open'
      : `open, version ${document.version}${document.isDirty ? ', dirty' : ''}${tab ? ', in a tab' : ''}: ${document.getText()}`;
  const disk = await vscode.workspace.fs.readFile(uri).then(
    (bytes) => new TextDecoder().decode(bytes),
    () => 'no file',
  );
  return `${found}\n--- ${open}\n--- on disk: ${disk}`;
}

/** Waits until the file has, or no longer has, a finding of a rule. */
export async function untilRule(uri: vscode.Uri, rule: string, present = true): Promise<vscode.Diagnostic | undefined> {
  const found = await untilFindings(
    uri,
    (all) => all.some((one) => codeOf(one) === rule) === present,
    `${rule} ${present ? 'is' : 'is not'} reported`,
  );
  return found.find((one) => codeOf(one) === rule);
}

export async function until(condition: () => boolean | Promise<boolean>, patience = PATIENCE): Promise<boolean> {
  const end = Date.now() + patience;
  while (!(await condition())) {
    if (Date.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return true;
}

/**
 * The code actions for a finding, edits resolved. VS Code cancels the question when it changes its mind about the document meanwhile
 * (its providers, its version) and asks again by itself for the light bulb; so does this.
 */
export async function actionsFor(
  uri: vscode.Uri,
  finding: vscode.Diagnostic,
  kind: string = vscode.CodeActionKind.QuickFix.value,
): Promise<readonly vscode.CodeAction[]> {
  let found: readonly vscode.CodeAction[] = [];
  await until(async () => {
    found = await askForActions(uri, finding, kind).catch(() => []);
    return found.length > 0;
  });
  return found;
}

async function askForActions(
  uri: vscode.Uri,
  finding: vscode.Diagnostic,
  kind: string,
): Promise<readonly vscode.CodeAction[]> {
  const actions = await vscode.commands.executeCommand<(vscode.CodeAction | vscode.Command)[]>(
    'vscode.executeCodeActionProvider',
    uri,
    finding.range,
    kind,
    20,
  );
  return actions.filter(
    (action): action is vscode.CodeAction => 'edit' in action || typeof action.command !== 'string',
  );
}

export async function write(path: string, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(fileUri(path), new TextEncoder().encode(text));
}

export async function read(path: string): Promise<string> {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await vscode.workspace.fs.readFile(fileUri(path)));
}

/** Reverts what was typed and closes every tab. */
export async function closeAll(): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    if (!document.isDirty || document.isUntitled) continue;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}
