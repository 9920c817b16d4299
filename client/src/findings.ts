import * as vscode from 'vscode';
import { ID } from '../../server/src/protocol/messages.ts';

/** The diagnostics of a file that are ours. */
export function ownFindings(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === ID);
}

/** The rule a diagnostic of ours is about. */
export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}
