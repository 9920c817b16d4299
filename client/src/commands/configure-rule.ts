import * as vscode from 'vscode';
import type { WorkspaceEdit } from 'vscode-languageclient';
import { CONFIGURE_RULE, type ConfigureParams } from '../../../server/src/protocol/messages.ts';
import type { Session } from '../session.ts';
import { pickRule } from './explain-rule.ts';

/** Asks for a severity and writes it into the nearest settings file, which is made when there is none. */
export async function configureRule({ client }: Session, rule?: string, uri?: string): Promise<void> {
  const file = uri ?? vscode.window.activeTextEditor?.document.uri.toString();
  const wanted = rule ?? (await pickRule());
  if (file === undefined || wanted === undefined) return;
  const severity = await pickSeverity(wanted);
  if (severity === undefined) return;
  const params: ConfigureParams = { uri: file, rule: wanted, severity };
  const edit = await client.sendRequest<WorkspaceEdit | null>(CONFIGURE_RULE, params);
  if (edit === null) {
    void vscode.window.showWarningMessage(vscode.l10n.t('This file belongs to no folder that could hold settings.'));
    return;
  }
  const change = await client.protocol2CodeConverter.asWorkspaceEdit(edit);
  await vscode.workspace.applyEdit(change);
  const settings = change.entries()[0]?.[0];
  if (settings === undefined) return;
  const document = await vscode.workspace.openTextDocument(settings);
  await document.save();
}

async function pickSeverity(rule: string): Promise<ConfigureParams['severity'] | undefined> {
  const choices: readonly (vscode.QuickPickItem & { readonly severity: ConfigureParams['severity'] })[] = [
    { severity: 'off', label: 'off', detail: vscode.l10n.t('not reported') },
    { severity: 'low', label: 'low', detail: vscode.l10n.t('information') },
    { severity: 'medium', label: 'medium', detail: vscode.l10n.t('warning') },
    { severity: 'high', label: 'high', detail: vscode.l10n.t('error') },
    { severity: 'critical', label: 'critical', detail: vscode.l10n.t('error') },
  ];
  const picked = await vscode.window.showQuickPick(choices, { title: vscode.l10n.t('Severity of {0}', rule) });
  return picked?.severity;
}
