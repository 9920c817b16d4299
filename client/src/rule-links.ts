import type * as vscode from 'vscode';
import type { ProvideWorkspaceDiagnosticSignature, vsdiag } from 'vscode-languageclient';
import { ID } from '../../server/src/protocol/messages.ts';
import type { NextPull } from './pull.ts';
import { rulePageUri } from './rule-pages.ts';

/**
 * Middleware: the code of a finding leads to the page that the extension carries, which opens as a preview. Other editors keep the link
 * to the web that the server sends.
 */
export async function linkRulePages(
  document: vscode.TextDocument | vscode.Uri,
  previousResultId: string | undefined,
  token: vscode.CancellationToken,
  next: NextPull,
): Promise<vsdiag.DocumentDiagnosticReport | null | undefined> {
  const report = await next(document, previousResultId, token);
  if (report && 'items' in report) for (const item of report.items) linkPage(item);
  return report;
}

/** Middleware: the same for files that are not open. */
export async function linkWorkspacePages(
  resultIds: vsdiag.PreviousResultId[],
  token: vscode.CancellationToken,
  tell: vsdiag.ResultReporter,
  next: ProvideWorkspaceDiagnosticSignature,
): Promise<vsdiag.WorkspaceDiagnosticReport | null | undefined> {
  const linked = (report: vsdiag.WorkspaceDiagnosticReport): void => {
    for (const file of report.items) if ('items' in file) for (const item of file.items) linkPage(item);
  };
  const answer = await next(resultIds, token, (chunk) => {
    if (chunk !== null) linked(chunk);
    tell(chunk);
  });
  if (answer) linked(answer);
  return answer;
}

function linkPage(diagnostic: vscode.Diagnostic): void {
  const { code, source } = diagnostic;
  if (source !== ID || typeof code !== 'object') return;
  diagnostic.code = { value: code.value, target: rulePageUri(String(code.value)) };
}
