import * as vscode from 'vscode';
import { EXPLAIN_FILE, type FileExplanation } from '../../../server/src/protocol/messages.ts';
import type { Session } from '../session.ts';

/** Shows a page that says how the file in front was read: format, stage, settings, ignores, rules run. */
export async function whyNothing({ client, pages }: Session, uri?: vscode.Uri): Promise<void> {
  const file = uri instanceof vscode.Uri ? uri : vscode.window.activeTextEditor?.document.uri;
  if (file === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open the file first that has no findings.'));
    return;
  }
  const { markdown } = await client.sendRequest<FileExplanation>(EXPLAIN_FILE, { uri: file.toString() });
  await pages.show('why-nothing-is-reported', markdown);
}
