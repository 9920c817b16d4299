import * as vscode from 'vscode';
import { EXPLAIN_FILE, type FileExplanation } from '../../../server/src/protocol/messages.ts';
import type { Session } from '../session.ts';

/** Opens a page that says how the file in front was read: format, stage, settings, ignores, rules run. */
export async function whyNothing({ client }: Session, uri?: vscode.Uri): Promise<void> {
  const file = uri instanceof vscode.Uri ? uri : vscode.window.activeTextEditor?.document.uri;
  if (file === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open the file first that has no findings.'));
    return;
  }
  const { markdown } = await client.sendRequest<FileExplanation>(EXPLAIN_FILE, { uri: file.toString() });
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content: markdown });
  await vscode.window.showTextDocument(document, { preview: true, viewColumn: vscode.ViewColumn.Beside });
}
