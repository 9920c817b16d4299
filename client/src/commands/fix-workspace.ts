import * as vscode from 'vscode';
import type { WorkspaceEdit } from 'vscode-languageclient';
import { FIX_WORKSPACE, type FixWorkspaceResult } from '../../../server/src/lsp/wire.ts';
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
  await vscode.workspace.applyEdit(edit, { isRefactoring: true });
}
