import * as vscode from 'vscode';
import type { BaseLanguageClient, vsdiag } from 'vscode-languageclient';
import { ID } from '../../server/src/protocol/messages.ts';
import { type NextPull, pullAgain } from './pull.ts';

/** Middleware: with `focusMode` on, what stands on the line of the cursor is not shown until the cursor leaves it. */
export async function hideFocusedLine(
  document: vscode.TextDocument | vscode.Uri,
  previousResultId: string | undefined,
  token: vscode.CancellationToken,
  next: NextPull,
): Promise<vsdiag.DocumentDiagnosticReport | null | undefined> {
  const uri = document instanceof vscode.Uri ? document : document.uri;
  if (!isOn(uri)) return next(document, previousResultId, token);
  // What is shown differs from what the server answered, so `unchanged` would be wrong.
  const report = await next(document, undefined, token);
  const line = focusedLine(uri);
  if (line === undefined || !report || !('items' in report)) return report;
  return { ...report, items: report.items.filter(({ range }) => range.end.line < line || range.start.line > line) };
}

/** Pulls again when the cursor moves to another line of a document in focus mode. */
export function followCursor(client: BaseLanguageClient): vscode.Disposable {
  let last = '';
  return vscode.window.onDidChangeTextEditorSelection(({ textEditor: { document, selection } }) => {
    const place = `${document.uri.toString()}:${selection.active.line}`;
    if (place === last) return;
    last = place;
    if (!isOn(document.uri)) return;
    pullAgain(client, document);
  });
}

function isOn(uri: vscode.Uri): boolean {
  return vscode.workspace.getConfiguration(ID, uri).get('focusMode', false);
}

function focusedLine(uri: vscode.Uri): number | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor?.document.uri.toString() === uri.toString() ? editor.selection.active.line : undefined;
}
