import type * as vscode from 'vscode';
import { type BaseLanguageClient, DocumentDiagnosticRequest, type vsdiag } from 'vscode-languageclient';

/** The rest of the way of a pull, for middleware: asks the server, or what stands before it. */
export type NextPull = (
  this: void,
  document: vscode.TextDocument | vscode.Uri,
  previousResultId: string | undefined,
  token: vscode.CancellationToken,
) => vscode.ProviderResult<vsdiag.DocumentDiagnosticReport>;

/** Has the client pull the visible documents again, `document` among them. */
export function pullAgain(client: BaseLanguageClient, document: vscode.TextDocument): void {
  client.getFeature(DocumentDiagnosticRequest.method).getProvider(document)?.onDidChangeDiagnosticsEmitter.fire();
}
