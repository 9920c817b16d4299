import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { ClientHost, SchemeHost } from './hosts/client/client-host.ts';
import { NodeHost } from './hosts/node/node-host.ts';
import { pagesBesideProgram } from './hosts/node/rule-pages.ts';
import { startSession } from './lsp/session.ts';

// The language server as a process: IPC in VS Code, `--stdio` for every other editor. The transport is in the arguments.
startSession(
  createConnection(ProposedFeatures.all),
  (roots, maxFileSize, send) => {
    const files = new NodeHost({ roots, maxFileSize });
    return send === undefined ? files : new SchemeHost(files, new ClientHost(send, maxFileSize));
  },
  pagesBesideProgram,
);
