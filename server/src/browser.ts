import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { ClientHost, pagesThrough } from './hosts/client/client-host.ts';
import { startSession } from './lsp/session.ts';
import type { Host } from './project/host.ts';

// The VSIX carries the engine once, in this bundle: as a worker it starts itself; the Node server of the VSIX loads it for `startSession`.
export { startSession };

/** A host for an editor that offers no way to read files: open documents are all there is. */
const nothingToRead: Host = {
  read: async () => ({ state: 'unreadable', reason: 'the editor gives no access to files' }),
  stat: async () => undefined,
  list: async () => undefined,
};

const isWorker = typeof WorkerGlobalScope !== 'undefined' && self instanceof WorkerGlobalScope;

if (isWorker) {
  const scope = self as unknown as DedicatedWorkerGlobalScope;
  const connection = createConnection(new BrowserMessageReader(scope), new BrowserMessageWriter(scope));
  const loadPages = pagesThrough((method) => connection.sendRequest(method));
  startSession(
    connection,
    (_roots, maxFileSize, send) => (send === undefined ? nothingToRead : new ClientHost(send, maxFileSize)),
    loadPages,
  );
}
