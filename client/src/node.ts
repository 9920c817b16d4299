import type * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { ID } from '../../server/src/protocol/messages.ts';
import { type CreateClient, start, type TestApi } from './extension.ts';

/** Node's own; the client is compiled without its types, since most of it runs in a browser as well. */
declare const process: { readonly execPath: string };

/**
 * Bounds V8's space for new objects (MB a half), which it would double again and again and never give back: the server of a workspace of
 * 1,650 files holds 265 MB instead of 390, at the same speed. The space for what lives on is not bounded: large workspaces need it.
 */
const HEAP = ['--max-semi-space-size=8'];

/** Desktop and remote: the server is a Node process that talks over IPC. */
export function activate(context: vscode.ExtensionContext): Promise<TestApi | undefined> {
  const commandLine = { program: process.execPath, script: context.asAbsolutePath('dist/server/cli.js') };
  const create: CreateClient = (_, options) => {
    const module = context.asAbsolutePath('dist/server/node.js');
    const run = { module, transport: TransportKind.ipc, options: { execArgv: HEAP } };
    return new LanguageClient(ID, 'Config Preflight', { run, debug: run }, options);
  };
  return start(context, create, commandLine);
}
