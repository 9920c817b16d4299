import * as vscode from 'vscode';
import { type SessionStatus, STATUS } from '../../server/src/lsp/wire.ts';
import { protocolSelector } from './selector.ts';
import type { Session } from './session.ts';

/** The language status item: how many findings the file in front has, and a spinner while a scan runs. */
export function showStatus({ client }: Session): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('preflight', protocolSelector());
  item.name = 'Config Preflight';
  let status: SessionStatus = { scanning: false, enabled: true };
  const update = () => {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const findings = uri === undefined ? [] : ownFindings(uri);
    const errors = findings.filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error).length;
    item.busy = status.scanning;
    item.text = status.enabled ? `preflight: ${findings.length}` : 'preflight: off';
    item.detail = detailOf(status.enabled, findings.length, errors);
    item.severity = errors > 0 ? vscode.LanguageStatusSeverity.Warning : vscode.LanguageStatusSeverity.Information;
    item.command = { title: vscode.l10n.t('Why?'), command: 'preflight.whyNothing' };
    item.accessibilityInformation = { label: `Config Preflight: ${item.detail}` };
  };
  update();
  return vscode.Disposable.from(
    item,
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.languages.onDidChangeDiagnostics(update),
    client.onNotification(STATUS, (next: SessionStatus) => {
      status = next;
      update();
    }),
  );
}

/** The diagnostics of a file that are ours. */
export function ownFindings(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'preflight');
}

function detailOf(enabled: boolean, findings: number, errors: number): string {
  if (!enabled) return vscode.l10n.t('findings are hidden');
  if (findings === 0) return vscode.l10n.t('no findings in this file');
  return vscode.l10n.t('{0} findings in this file, {1} of them errors', findings, errors);
}
