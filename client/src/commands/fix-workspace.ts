import * as vscode from 'vscode';
import type { WorkspaceEdit } from 'vscode-languageclient';
import { FIX_WORKSPACE, type FixWorkspaceResult } from '../../../server/src/protocol/messages.ts';
import type { Session } from '../session.ts';

/** Shows every safe fix of the workspace in the Refactor Preview; what is accepted there is one undo step. */
export async function fixWorkspace({ client }: Session): Promise<void> {
  const title = vscode.l10n.t('Config Preflight: collecting safe fixes');
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  const result = await vscode.window.withProgress(options, (_, token) =>
    client.sendRequest<FixWorkspaceResult>(FIX_WORKSPACE, {}, token),
  );
  if (result.edit === null) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is nothing to fix safely in this workspace.'));
    return;
  }
  const edit = await client.protocol2CodeConverter.asWorkspaceEdit(result.edit as WorkspaceEdit);
  askForPreview(edit);
  await vscode.workspace.applyEdit(edit, { isRefactoring: true });
}

/**
 * VS Code opens its preview when any part of an edit needs confirmation, and leaves exactly those parts unticked. Were it all of them,
 * a user with fifty files would have fifty boxes to tick: so one part that changes nothing asks for the preview, and the others stand
 * ticked in it.
 */
function askForPreview(edit: vscode.WorkspaceEdit): void {
  const [first] = edit.entries();
  if (first === undefined) return;
  edit.insert(first[0], new vscode.Position(0, 0), '', {
    needsConfirmation: true,
    label: vscode.l10n.t('Config Preflight: review before applying'),
  });
}
