import * as vscode from 'vscode';
import { ProgressType } from 'vscode-languageclient';
import { SCAN, type ScanParams, type ScanProgress, type ScanSummary } from '../../../server/src/protocol/messages.ts';
import type { Session } from '../session.ts';

/** Lints every file of the workspace, or of some folders, with progress and cancel, and ends with one line of summary. */
export async function scanWorkspace(
  { client, log }: Session,
  folders?: readonly vscode.Uri[],
): Promise<ScanSummary | undefined> {
  const { t } = vscode.l10n;
  if ((vscode.workspace.workspaceFolders ?? []).length === 0) {
    void vscode.window.showWarningMessage(t('Open a folder first.'));
    return undefined;
  }
  const title = t('Config Preflight: scanning');
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  const summary = await vscode.window.withProgress(options, async (progress, token) => {
    const progressToken = crypto.randomUUID();
    let shown = 0;
    const listener = client.onProgress(new ProgressType<ScanProgress>(), progressToken, ({ done, total }) => {
      const percent = total === 0 ? 0 : (100 * done) / total;
      progress.report({ increment: percent - shown, message: t('{0} of {1} files', done, total) });
      shown = percent;
    });
    try {
      const params: ScanParams = {
        progressToken,
        ...(folders === undefined ? {} : { folders: folders.map((uri) => uri.toString()) }),
      };
      return await client.sendRequest<ScanSummary>(SCAN, params, token);
    } finally {
      listener.dispose();
    }
  });
  log.info(`Scan: ${JSON.stringify(summary)}`);
  void report(summary);
  return summary;
}

/** The same for the folders somebody chose in the explorer. */
export function scanFolder(session: Session, clicked?: unknown, chosen?: unknown): Promise<ScanSummary | undefined> {
  const folders = (Array.isArray(chosen) ? chosen : [clicked]).filter((uri) => uri instanceof vscode.Uri);
  return scanWorkspace(session, folders.length === 0 ? undefined : folders);
}

async function report(summary: ScanSummary): Promise<void> {
  const open = vscode.l10n.t('Open Problems');
  const buttons = summary.findings === 0 ? [] : [open];
  if ((await vscode.window.showInformationMessage(summaryText(summary), ...buttons)) === open) {
    await vscode.commands.executeCommand('workbench.actions.view.problems');
  }
}

/** How much was found, how severe it is, and how much was not looked at. */
export function summaryText(summary: ScanSummary): string {
  const { t } = vscode.l10n;
  const { findings, filesWithFindings, errors, warnings, notes, files, leftOut } = summary;
  const counts = [
    ...(errors === 0 ? [] : [t('{0} errors', errors)]),
    ...(warnings === 0 ? [] : [t('{0} warnings', warnings)]),
    ...(notes === 0 ? [] : [t('{0} notes', notes)]),
  ].join(', ');
  const parts = [
    ...(summary.cancelled ? [t('Cancelled.')] : []),
    findings === 0
      ? t('No findings in {0} files.', files)
      : t('{0} findings in {1} of {2} files: {3}.', findings, filesWithFindings, files, counts),
    ...(leftOut === 0
      ? []
      : [t('Not looked at: {0} files or folders that git ignores or that hold packages.', leftOut)]),
  ];
  return parts.join(' ');
}
