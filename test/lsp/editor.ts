import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import { URI } from 'vscode-uri';
import { root, selectBundles, writePages } from '../../tools/bundles.ts';

export interface Diagnostic {
  readonly range: Range;
  readonly severity: number;
  readonly source: string;
  readonly code: string;
  readonly message: string;
  readonly codeDescription?: { readonly href: string };
  readonly data?: unknown;
  readonly tags?: readonly number[];
  readonly relatedInformation?: readonly {
    readonly location: { readonly uri: string; readonly range: Range };
    readonly message: string;
  }[];
}

export interface Range {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

export interface Report {
  readonly kind: 'full' | 'unchanged';
  readonly uri?: string;
  readonly resultId?: string;
  readonly items?: readonly Diagnostic[];
}

/** What VS Code says it can do, as far as our server looks at it. */
export const FULL_CAPABILITIES = {
  textDocument: {
    diagnostic: { dynamicRegistration: true, relatedDocumentSupport: false },
    codeAction: {
      dataSupport: true,
      resolveSupport: { properties: ['edit', 'command'] },
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source.fixAll'] } },
    },
    hover: { contentFormat: ['markdown'] },
  },
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
    diagnostics: { refreshSupport: true },
    workspaceEdit: {
      documentChanges: true,
      resourceOperations: ['create', 'rename', 'delete'],
      snippetEditSupport: true,
      changeAnnotationSupport: { groupsOnLabel: true },
    },
  },
};

export interface EditorOptions {
  readonly capabilities?: object;
  readonly initializationOptions?: object;
  /** The `preflight` section, by scope; changed by tests while the session runs. */
  readonly settings?: (scope: string | undefined) => unknown;
  /** Names of folders inside the temporary one; default: the temporary folder itself. `[]`: no folder at all. */
  readonly folders?: readonly string[];
}

let built: Promise<string> | undefined;

/** The server as npm ships it, built once for a test process. */
function builtServer(): Promise<string> {
  built ??= (async () => {
    const outfile = join(root, 'dist/test/lsp', `server-${process.pid}.mjs`);
    for (const options of selectBundles(['server/dist/server.js'])) await esbuild.build({ ...options, outfile });
    writePages('dist/test/lsp');
    process.on('exit', () => rmSync(outfile, { force: true }));
    return outfile;
  })();
  return built;
}

/** A scripted editor in front of the real server process, over stdio, with a folder on disk of its own. */
export class Editor {
  readonly folder: string;
  readonly registrations: { readonly method: string; readonly registerOptions?: unknown }[] = [];
  readonly published = new Map<string, readonly Diagnostic[]>();
  readonly publishedVersions = new Map<string, number | undefined>();
  readonly log: string[] = [];
  /** What the status item would show of the session. */
  status: { readonly scanning: boolean; readonly enabled: boolean; readonly resting: number } | undefined;
  /** What the server said to the person. */
  readonly shown: string[] = [];
  refreshes = 0;
  initializeResult: { readonly capabilities: Record<string, unknown> } = { capabilities: {} };
  settings: (scope: string | undefined) => unknown;
  readonly #options: EditorOptions;
  readonly #versions = new Map<string, number>();
  #child: ChildProcess | undefined;
  #connection: MessageConnection | undefined;

  constructor(files: Readonly<Record<string, string>> = {}, options: EditorOptions = {}) {
    this.folder = join(mkdtempSync(join(tmpdir(), 'preflight-lsp-')), 'a (b) [c] %23 ü');
    mkdirSync(this.folder, { recursive: true });
    this.#options = options;
    this.settings = options.settings ?? (() => ({}));
    for (const [path, text] of Object.entries(files)) this.write(path, text);
  }

  /** Starts the server and does the handshake. */
  async start(): Promise<this> {
    const child = spawn(process.execPath, [await builtServer(), '--stdio'], { stdio: ['pipe', 'pipe', 'pipe'] });
    this.#child = child;
    child.stderr?.on('data', (data: Buffer) => this.log.push(data.toString()));
    if (child.stdout === null || child.stdin === null) throw new Error('no pipes');
    const connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    this.#connection = connection;
    this.#answer(connection);
    connection.listen();
    const folders = (this.#options.folders ?? ['']).map((name) => ({ uri: this.uri(name), name: name || 'root' }));
    this.initializeResult = await connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: folders[0]?.uri ?? null,
      workspaceFolders: folders.length === 0 ? null : folders,
      capabilities: this.#options.capabilities ?? FULL_CAPABILITIES,
      initializationOptions: this.#options.initializationOptions,
    });
    await connection.sendNotification('initialized', {});
    return this;
  }

  #answer(connection: MessageConnection): void {
    connection.onRequest('client/registerCapability', ({ registrations }) => {
      this.registrations.push(...registrations);
      return null;
    });
    connection.onRequest('workspace/configuration', ({ items }) =>
      // Most tests want to see what is found in files that are not open.
      items.map(({ scopeUri }: { scopeUri?: string }) => ({ mode: 'workspace', ...Object(this.settings(scopeUri)) })),
    );
    connection.onRequest('workspace/diagnostic/refresh', () => {
      this.refreshes += 1;
      return null;
    });
    connection.onNotification('textDocument/publishDiagnostics', ({ uri, version, diagnostics }) => {
      this.published.set(uri, diagnostics);
      this.publishedVersions.set(uri, version);
    });
    connection.onNotification('window/showMessage', ({ message }) => {
      this.shown.push(message);
    });
    connection.onNotification('window/logMessage', ({ message }) => {
      this.log.push(message);
    });
    connection.onNotification('preflight/status', (status) => {
      this.status = status;
    });
    connection.onUnhandledNotification(() => {});
  }

  get connection(): MessageConnection {
    if (this.#connection === undefined) throw new Error('not started');
    return this.#connection;
  }

  /** The process of the server. */
  get child(): ChildProcess {
    if (this.#child === undefined) throw new Error('not started');
    return this.#child;
  }

  /** The URI of a file as VS Code spells it: parentheses and brackets percent-encoded. */
  uri(path: string): string {
    return URI.file(path === '' ? this.folder : join(this.folder, path)).toString();
  }

  /** The same as Node and many other editors spell it. */
  otherUri(path: string): string {
    return pathToFileURL(join(this.folder, path)).href;
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  remove(path: string): void {
    rmSync(join(this.folder, path), { recursive: true });
  }

  request<R>(method: string, params: unknown): Promise<R> {
    return this.connection.sendRequest(method, params);
  }

  notify(method: string, params: unknown): Promise<void> {
    return this.connection.sendNotification(method, params);
  }

  async open(path: string, text: string, languageId = 'plaintext', uri = this.uri(path)): Promise<string> {
    this.#versions.set(uri, 1);
    await this.notify('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
    return uri;
  }

  /** Replaces the whole text, or a range of it. */
  async change(uri: string, text: string, range?: Range): Promise<void> {
    const version = (this.#versions.get(uri) ?? 1) + 1;
    this.#versions.set(uri, version);
    const contentChanges = [range === undefined ? { text } : { range, text }];
    await this.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
  }

  async close(uri: string): Promise<void> {
    await this.notify('textDocument/didClose', { textDocument: { uri } });
  }

  async watched(...changes: readonly (readonly [path: string, type: 1 | 2 | 3])[]): Promise<void> {
    await this.notify('workspace/didChangeWatchedFiles', {
      changes: changes.map(([path, type]) => ({ uri: this.uri(path), type })),
    });
  }

  pull(uri: string, previousResultId?: string): Promise<Report> {
    return this.request('textDocument/diagnostic', {
      textDocument: { uri },
      identifier: 'preflight',
      previousResultId,
    });
  }

  /** Opens the streaming workspace request and collects what comes on it. */
  stream(previousResultIds: readonly { uri: string; value: string }[] = []): Stream {
    return new Stream(this, previousResultIds);
  }

  async stop(): Promise<void> {
    try {
      await this.request('shutdown', undefined);
      await this.notify('exit', undefined);
    } catch {
      this.child.kill();
    }
    this.connection.dispose();
    rmSync(dirname(this.folder), { recursive: true, force: true });
  }
}

let streams = 0;

/** One `workspace/diagnostic` request with partial results. */
export class Stream {
  /** What an editor would show now, by file. */
  readonly shown = new Map<string, readonly Diagnostic[]>();
  readonly reports: Report[] = [];
  readonly chunks: number[] = [];
  readonly answer: Promise<{ readonly items: readonly Report[] }>;
  answered = false;
  readonly #cancel: () => void;

  constructor(editor: Editor, previousResultIds: readonly { uri: string; value: string }[]) {
    const { connection } = editor;
    streams += 1;
    const partialResultToken = `stream-${streams}`;
    connection.onNotification('$/progress', ({ token, value }) => this.#take(token, value));
    this.#handlers.set(partialResultToken, (items) => this.#collect(items));
    const id = { identifier: 'preflight', previousResultIds, partialResultToken };
    let cancelled = false;
    let listener: (() => void) | undefined;
    const token = {
      get isCancellationRequested() {
        return cancelled;
      },
      onCancellationRequested: (handler: () => void) => {
        listener = handler;
        return { dispose: () => {} };
      },
    };
    this.#cancel = () => {
      cancelled = true;
      listener?.();
    };
    this.answer = connection.sendRequest('workspace/diagnostic', id, token as never);
    void this.answer.then(
      () => {
        this.answered = true;
      },
      () => {
        this.answered = true;
      },
    );
  }

  readonly #handlers = handlers;

  cancel(): void {
    this.#cancel();
  }

  codes(uri: string): readonly string[] | undefined {
    return this.shown.get(uri)?.map(({ code }) => code);
  }

  #take(token: string, value: { readonly items?: readonly Report[] }): void {
    if (value.items !== undefined) this.#handlers.get(token)?.(value.items);
  }

  #collect(items: readonly Report[]): void {
    this.chunks.push(items.length);
    for (const report of items) {
      this.reports.push(report);
      if (report.uri !== undefined && report.kind === 'full') this.shown.set(report.uri, report.items ?? []);
    }
  }
}

const handlers = new Map<string, (items: readonly Report[]) => void>();

/** Waits until a condition holds. @throws Error with `what` after `limit` milliseconds. */
export async function until(condition: () => boolean | Promise<boolean>, what: string, limit = 15_000): Promise<void> {
  const end = Date.now() + limit;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`never happened: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** The ids of a report's findings. */
export function codes(report: Report): readonly string[] {
  return (report.items ?? []).map(({ code }) => code);
}
