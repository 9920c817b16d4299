import * as vscode from 'vscode';
import type { BaseLanguageClient, vsdiag } from 'vscode-languageclient';
import { ID } from '../../server/src/protocol/messages.ts';
import { ruleOf } from './findings.ts';
import { type NextPull, pullAgain } from './pull.ts';

/** Lines apart at which two parsers still mean the same mistake: one points at the line that breaks, another at the one before. */
const NEAR = 1;

/** Findings of open documents that another extension may show as well, as the server last sent them, and which of them are hidden, as text to compare. */
const latest = new Map<string, { readonly findings: readonly vscode.Diagnostic[]; readonly hidden: string }>();

/**
 * Middleware: a syntax error that another extension (YAML, TOML) already shows at the same place is not shown twice, and neither is a
 * mistake in `preflight.json` that the editor's JSON support finds by our schema. Decided by what stands in the document, not by a list of
 * extensions; the status item still says that the file could not be read to its end, and our fixes stay in the light bulb.
 */
export async function yieldSyntax(
  document: vscode.TextDocument | vscode.Uri,
  previousResultId: string | undefined,
  token: vscode.CancellationToken,
  next: NextPull,
): Promise<vsdiag.DocumentDiagnosticReport | null | undefined> {
  const uri = document instanceof vscode.Uri ? document : document.uri;
  // What is shown may differ from what the server answered, so `unchanged` would be wrong.
  const report = await next(document, latest.has(uri.toString()) ? undefined : previousResultId, token);
  if (!report || !('items' in report)) return report;
  const findings = report.items.filter((item) => isSyntax(item) || isSetting(item));
  if (findings.length === 0) {
    latest.delete(uri.toString());
    return report;
  }
  const hidden = hiddenOf(uri, findings);
  latest.set(uri.toString(), { findings, hidden: keyOf(hidden) });
  return { ...report, items: report.items.filter((item) => !hidden.includes(item)) };
}

/** Pulls again when another extension's errors come or go where a syntax finding of ours stands. */
export function followOthers(client: BaseLanguageClient): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      for (const uri of uris) {
        const known = latest.get(uri.toString());
        if (known === undefined || keyOf(hiddenOf(uri, known.findings)) === known.hidden) continue;
        const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
        if (document === undefined) continue;
        pullAgain(client, document);
      }
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => void latest.delete(uri.toString())),
  );
}

function isSyntax(diagnostic: vscode.Diagnostic): boolean {
  return ruleOf(diagnostic).endsWith('/syntax');
}

function isSetting(diagnostic: vscode.Diagnostic): boolean {
  return ruleOf(diagnostic) === 'preflight/settings';
}

function hiddenOf(uri: vscode.Uri, findings: readonly vscode.Diagnostic[]): readonly vscode.Diagnostic[] {
  const others = vscode.languages.getDiagnostics(uri).filter(({ source }) => source !== ID);
  const errors = others.filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error);
  // What a schema finds are warnings, on the very key or value.
  const marked = others.filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning);
  return findings.filter((finding) =>
    isSetting(finding)
      ? marked.some(({ range }) => range.intersection(finding.range) !== undefined)
      : errors.some(({ range }) => isNear(range, finding.range)),
  );
}

function isNear(a: vscode.Range, b: vscode.Range): boolean {
  return a.start.line <= b.end.line + NEAR && a.end.line >= b.start.line - NEAR;
}

function keyOf(findings: readonly vscode.Diagnostic[]): string {
  return findings.map(({ range }) => `${range.start.line}:${range.start.character}`).join(' ');
}
