import type * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { ID } from '../../server/src/protocol/messages.ts';
import { start, type TestApi } from './extension.ts';

/** Desktop and remote: the server is a Node process that talks over IPC. */
export function activate(context: vscode.ExtensionContext): Promise<TestApi | undefined> {
  return start(context, (_, options) => {
    const module = context.asAbsolutePath('dist/server/node.js');
    const run = { module, transport: TransportKind.ipc };
    return new LanguageClient(ID, 'Config Preflight', { run, debug: run }, options);
  });
}
