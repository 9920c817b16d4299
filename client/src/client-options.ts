import * as vscode from 'vscode';
import { DiagnosticPullMode, type LanguageClientOptions, RevealOutputChannelOn } from 'vscode-languageclient';
import { ID, type InitializationOptions } from '../../server/src/protocol/messages.ts';
import { LINKED_COMMANDS } from './finding-links.ts';
import { hideFocusedLine } from './focus-mode.ts';
import { linkRulePages, linkWorkspacePages } from './rule-links.ts';
import { protocolSelector } from './selector.ts';
import { yieldSyntax } from './yield-syntax.ts';

/** How the language client runs, on the desktop and in the browser alike. */
export function clientOptions(log: vscode.LogOutputChannel): LanguageClientOptions {
  const initializationOptions: InitializationOptions = { commands: true, fileAccess: true };
  return {
    documentSelector: protocolSelector(),
    outputChannel: log,
    traceOutputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationOptions,
    diagnosticPullOptions: {
      onChange: true,
      onSave: true,
      onFocus: true,
      filter: (document, mode) => mode === DiagnosticPullMode.onType && runOf(document) === 'onSave',
    },
    middleware: {
      provideDiagnostics: (document, previousResultId, token, next) =>
        hideFocusedLine(document, previousResultId, token, (...asked) =>
          yieldSyntax(...asked, (...again) => linkRulePages(...again, next)),
        ),
      provideWorkspaceDiagnostics: linkWorkspacePages,
    },
    markdown: { isTrusted: { enabledCommands: LINKED_COMMANDS } },
  };
}

function runOf(document: vscode.TextDocument): string {
  return vscode.workspace.getConfiguration(ID, document).get('run', 'onType');
}
