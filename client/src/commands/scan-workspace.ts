import * as vscode from 'vscode';
import { ProgressType } from 'vscode-languageclient';
import { SCAN, type ScanParams, type ScanProgress, type ScanSummary } from '../../../server/src/protocol/messages.ts';
import type { Session } from '../session.ts';

/** Lints every file of the workspace, with progress and cancel, and ends with one line of summary. */
export async function scanWorkspace({ client, log }: Session): Promise<ScanSummary | undefined> {
  if ((vscode.workspace.workspaceFolders ?? []).length === 0) {
    void vscode.window.showWarningMessage(vscode.l10n.t('Open a folder first.'));
    return undefined;
  }
  const title = vscode.l10n.t('Config Preflight: scanning');
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  const summary = await vscode.window.withProgress(options, async (progress, token) => {
    const progressToken = crypto.randomUUID();
    let shown = 0;
    const listener = client.onProgress(new ProgressType<ScanProgress>(), progressToken, ({ done, total }) => {
      const percent = total === 0 ? 0 : (100 * done) / total;
      progress.report({ increment: percent - shown, message: vscode.l10n.t('{0} of {1} files', done, total) });
      shown = percent;
    });
    try {
      const params: ScanParams = { progressToken };
      return await client.sendRequest<ScanSummary>(SCAN, params, token);
    } finally {
      listener.dispose();
    }
  });
  log.info(`Scan: ${JSON.stringify(summary)}`);
  void report(summary);
  return summary;
}

async function report(summary: ScanSummary): Promise<void> {
  if (summary.findings === 0) {
    void vscode.window.showInformationMessage(
      `${vscode.l10n.t('No findings in {0} files.', summary.files)}${leftOut(summary)}`,
    );
    return;
  }
  const text = summary.cancelled
    ? vscode.l10n.t('Cancelled: {0} findings in {1} files so far.', summary.findings, summary.filesWithFindings)
    : vscode.l10n.t('{0} findings in {1} files.', summary.findings, summary.filesWithFindings);
  const open = vscode.l10n.t('Open Problems');
  if ((await vscode.window.showInformationMessage(`${text}${leftOut(summary)}`, open)) === open) {
    await vscode.commands.executeCommand('workbench.actions.view.problems');
  }
}

/** How much was not looked at, where something was not. */
function leftOut({ leftOut: count }: ScanSummary): string {
  return count === 0
    ? ''
    : ` ${vscode.l10n.t('Not looked at: {0} files or folders that git ignores or that hold packages.', count)}`;
}
