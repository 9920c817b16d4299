import * as vscode from 'vscode';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from 'vscode-languageclient/browser';
import { ID } from '../../server/src/protocol/messages.ts';
import { start, type TestApi } from './extension.ts';

/** vscode.dev, github.dev and the web-worker host: the server is a worker. */
export function activate(context: vscode.ExtensionContext): Promise<TestApi | undefined> {
  return start(context, (_, options) => {
    const script = vscode.Uri.joinPath(context.extensionUri, 'dist/server/browser.js');
    return new LanguageClient(ID, 'Config Preflight', () => connect(script), options);
  });
}

/** The client would look for `instanceof Worker`, and VS Code puts a function of its own in the place of that class. */
async function connect(script: vscode.Uri): Promise<MessageTransports> {
  const worker = await createWorker(script);
  return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
}

/**
 * A worker from the script's address, or, where the host refuses that ("Creating workers from remote extensions is
 * currently not supported"), from its text: that runs beside the extension host as well and needs no second copy.
 */
async function createWorker(script: vscode.Uri): Promise<Worker> {
  try {
    return new Worker(script.toString(true));
  } catch {
    const bytes = await vscode.workspace.fs.readFile(script);
    const blob = new Blob([new Uint8Array(bytes)], { type: 'text/javascript' });
    return new Worker(URL.createObjectURL(blob));
  }
}
