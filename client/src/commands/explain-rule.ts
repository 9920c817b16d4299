import * as vscode from 'vscode';
import { ownFindings, ruleOf } from '../findings.ts';
import { showRulePage } from '../rule-pages.ts';

/** Shows a rule's page; without a rule, asks which of the findings in the file in front. */
export async function explainRule(rule?: string): Promise<void> {
  const wanted = rule ?? (await pickRule());
  if (wanted !== undefined) await showRulePage(wanted);
}

/** The rule of one of the findings in the file in front, those at the cursor first. */
export async function pickRule(): Promise<string | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return undefined;
  const line = editor.selection.active.line;
  const findings = [...ownFindings(editor.document.uri)].sort((a, b) => distance(a, line) - distance(b, line));
  const items = new Map(
    findings.map((finding) => [ruleOf(finding), { label: ruleOf(finding), detail: finding.message }]),
  );
  if (items.size === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('This file has no findings.'));
    return undefined;
  }
  const picked = await vscode.window.showQuickPick([...items.values()], {
    title: vscode.l10n.t('Rule'),
    matchOnDetail: true,
  });
  return picked?.label;
}

function distance({ range }: vscode.Diagnostic, line: number): number {
  return Math.abs(range.start.line - line);
}
