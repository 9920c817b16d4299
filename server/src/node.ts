import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { SchemeHost } from './hosts/client.ts';
import { NodeHost } from './hosts/node.ts';
import { pagesBesideProgram } from './hosts/node-pages.ts';
import { startSession } from './lsp/session.ts';

// The language server as a process: IPC in VS Code, `--stdio` for every other editor. The transport is in the arguments.
startSession(
  createConnection(ProposedFeatures.all),
  (roots, maxFileSize, throughClient) => {
    const files = new NodeHost({ roots, maxFileSize });
    return throughClient === undefined ? files : new SchemeHost(files, throughClient);
  },
  pagesBesideProgram,
);
