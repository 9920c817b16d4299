import * as vscode from 'vscode';
import { NEW_SETTINGS } from '../../../server/src/protocol/messages.ts';
import type { Session } from '../session.ts';

/** Opens the settings file of a workspace folder; makes one with comments when there is none. */
export async function createSettings({ client }: Session): Promise<void> {
  const folder = await pickFolder();
  if (folder === undefined) return;
  const uri = vscode.Uri.joinPath(folder.uri, 'preflight.json');
  if (!(await exists(uri))) {
    const text = await client.sendRequest<string>(NEW_SETTINGS, { uri: uri.toString() });
    const edit = new vscode.WorkspaceEdit();
    edit.createFile(uri, { contents: new TextEncoder().encode(text), ignoreIfExists: true });
    if (!(await vscode.workspace.applyEdit(edit))) return;
  }
  await vscode.window.showTextDocument(uri);
}

async function pickFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length > 1) return vscode.window.showWorkspaceFolderPick();
  if (folders.length === 0) void vscode.window.showWarningMessage(vscode.l10n.t('Open a folder first.'));
  return folders[0];
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
