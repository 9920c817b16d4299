import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  type FileContent,
  type FileStat,
  type FolderEntry,
  LIST,
  READ,
  type ReadParams,
  STAT,
  type UriParams,
} from '../../server/src/protocol/messages.ts';

/**
 * Lets the server read through the editor: the only way in a browser and in virtual workspaces.
 * Nothing is ever written this way, and nothing outside the workspace folders is read.
 */
export function serveFiles(client: BaseLanguageClient): vscode.Disposable {
  return vscode.Disposable.from(
    client.onRequest<FileContent, void>(READ, ({ uri, limit }: ReadParams) => read(vscode.Uri.parse(uri), limit)),
    client.onRequest<FileStat | null, void>(STAT, ({ uri }: UriParams) => stat(vscode.Uri.parse(uri))),
    client.onRequest<readonly FolderEntry[] | null, void>(LIST, ({ uri }: UriParams) => list(vscode.Uri.parse(uri))),
  );
}

function isInWorkspace(uri: vscode.Uri): boolean {
  return vscode.workspace.getWorkspaceFolder(uri) !== undefined;
}

async function read(uri: vscode.Uri, limit: number): Promise<FileContent> {
  if (!isInWorkspace(uri)) return { state: 'unreadable', reason: 'outside the workspace' };
  try {
    const { size, type } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.File) === 0) return { state: 'unreadable', reason: 'not a file' };
    if (size > limit) return { state: 'unreadable', reason: `larger than ${limit} bytes` };
    const bytes = await vscode.workspace.fs.readFile(uri);
    return { state: 'read', text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch (error) {
    if (isNotFound(error)) return { state: 'missing' };
    return { state: 'unreadable', reason: error instanceof TypeError ? 'not UTF-8 text' : 'cannot be read' };
  }
}

async function stat(uri: vscode.Uri): Promise<FileStat | null> {
  if (!isInWorkspace(uri)) return null;
  try {
    const { size, mtime, type } = await vscode.workspace.fs.stat(uri);
    return { size, modified: mtime, kind: (type & vscode.FileType.Directory) === 0 ? 'file' : 'folder' };
  } catch {
    return null;
  }
}

async function list(uri: vscode.Uri): Promise<readonly FolderEntry[] | null> {
  if (!isInWorkspace(uri)) return null;
  try {
    const entries = await vscode.workspace.fs.readDirectory(uri);
    return entries.map(([name, type]) => ({ name, kind: kindOf(type) })).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return null;
  }
}

/** A link counts as neither, so that no loop of links is walked. */
function kindOf(type: vscode.FileType): FolderEntry['kind'] {
  if ((type & vscode.FileType.SymbolicLink) !== 0) return (type & vscode.FileType.File) === 0 ? 'other' : 'file';
  if ((type & vscode.FileType.Directory) !== 0) return 'folder';
  return (type & vscode.FileType.File) === 0 ? 'other' : 'file';
}

function isNotFound(error: unknown): boolean {
  return error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
}
