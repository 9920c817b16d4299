import type * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Pages } from './pages.ts';

/** What commands and views share: the running client and the one log. */
export interface Session {
  readonly context: vscode.ExtensionContext;
  readonly client: BaseLanguageClient;
  readonly log: vscode.LogOutputChannel;
  readonly pages: Pages;
}
