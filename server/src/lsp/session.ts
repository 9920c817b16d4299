import {
  type ClientCapabilities,
  type Connection,
  DidChangeConfigurationNotification,
  type InitializeParams,
  type InitializeResult,
  MessageType,
  ShowMessageNotification,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Host } from '../project/host.ts';
import { SETTINGS_NAME } from '../project/settings-store.ts';
import { baseName, canonicalUri } from '../project/uri.ts';
import { ID, type InitializationOptions, type SendRequest } from '../protocol/messages.ts';
import type { LoadPages } from '../report/rule-page.ts';
import { RULES } from '../rules/registry.ts';
import { Analysis } from './analysis.ts';
import { Background } from './background.ts';
import { answerFeatures, featureCapabilities } from './features.ts';
import { Folders } from './folders.ts';
import { answerOwnRequests } from './own-requests.ts';
import { answerPulls } from './pull.ts';
import { Push } from './push.ts';
import { settingsMistakes } from './settings-mistakes.ts';
import { watchFiles } from './watched-files.ts';

/**
 * Makes the host of some workspace folders (URIs). `maxFileSize` in bytes; `send` asks the editor, absent when it does not answer requests
 * for files.
 */
export type CreateHost = (roots: readonly string[], maxFileSize: number, send: SendRequest | undefined) => Host;

/** What the client can do and what it asked for at the start. */
export interface ClientAbilities {
  readonly capabilities: ClientCapabilities;
  readonly options: InitializationOptions;
}

/** Wires a connection to the engine. The same in a process, in a worker and in tests. */
export function startSession(connection: Connection, createHost: CreateHost, loadPages: LoadPages): void {
  const documents = new TextDocuments(TextDocument);
  connection.onInitialize((params) => {
    new Session(connection, documents, createHost, loadPages, params);
    return initializeResult(params);
  });
  documents.listen(connection);
  connection.listen();
}

function initializeResult(params: InitializeParams): InitializeResult {
  const pulls = params.capabilities.textDocument?.diagnostic !== undefined;
  return {
    serverInfo: { name: 'config-preflight' },
    capabilities: {
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      // `interFileDependencies: true` makes VS Code pull every open tab again on each keystroke; we ask for that when it matters.
      ...(pulls
        ? { diagnosticProvider: { identifier: ID, interFileDependencies: false, workspaceDiagnostics: true } }
        : {}),
      ...featureCapabilities(),
    },
  };
}

class Session {
  readonly #connection: Connection;
  readonly #documents: TextDocuments<TextDocument>;
  readonly #abilities: ClientAbilities;
  readonly #folders: Folders;
  readonly #loadPages: LoadPages;
  readonly #analysis: Analysis;
  readonly #background: Background;
  readonly #push: Push | undefined;
  /** Settings sent by `workspace/didChangeConfiguration` or at the start, for editors that cannot be asked. */
  #sentSettings: unknown;
  #folderUris: readonly string[];
  readonly #told = new Set<string>();

  constructor(
    connection: Connection,
    documents: TextDocuments<TextDocument>,
    createHost: CreateHost,
    loadPages: LoadPages,
    params: InitializeParams,
  ) {
    const options = (params.initializationOptions ?? {}) as InitializationOptions & { readonly settings?: unknown };
    this.#connection = connection;
    this.#documents = documents;
    this.#loadPages = loadPages;
    this.#abilities = { capabilities: params.capabilities, options };
    this.#sentSettings = options.settings;
    this.#folderUris = foldersOf(params);
    this.#folders = new Folders({
      createHost: (roots, maxFileSize) => createHost(roots, maxFileSize, this.#sendForFiles()),
      configuration: (scope) => this.#configuration(scope),
      rules: RULES,
      onSlow: (path, { milliseconds, rule, ofRule }) =>
        connection.console.info(
          `slow: the rules took ${Math.round(milliseconds)} ms on ${path}, ${rule} most of it (${Math.round(ofRule)} ms)`,
        ),
    });
    const pulls = params.capabilities.textDocument?.diagnostic !== undefined;
    const canRefresh = !pulls || params.capabilities.workspace?.diagnostics?.refreshSupport === true;
    this.#analysis = new Analysis(this.#folders, canRefresh);
    this.#background = new Background(connection, this.#folders, this.#analysis, () => this.#refresh());
    this.#push = pulls ? undefined : new Push(connection, this.#analysis, (uri) => documents.get(uri)?.version);
    this.#listen(this.#whenInitialized());
  }

  #whenInitialized(): Promise<void> {
    return new Promise((resolve) => {
      this.#connection.onInitialized(() => {
        void this.#reload().then(resolve, resolve);
        void this.#register();
      });
    });
  }

  #listen(ready: Promise<void>): void {
    const connection = this.#connection;
    this.#followDocuments();
    const context = {
      connection,
      ready,
      folders: this.#folders,
      analysis: this.#analysis,
      background: this.#background,
      abilities: this.#abilities,
      loadPages: this.#loadPages,
      refresh: () => this.#refresh(),
      versionOf: (uri: string) => this.#openVersion(uri),
    };
    const counters = answerPulls(connection, ready, this.#folders, this.#analysis, this.#background);
    answerFeatures(context);
    answerOwnRequests(context, counters);
    connection.onDidChangeWatchedFiles(({ changes }) => {
      void ready.then(() => this.#background.onFilesChanged(changes));
    });
    connection.onDidChangeConfiguration(({ settings }) => {
      const own = (settings as { readonly [ID]?: unknown } | null)?.[ID];
      if (own !== undefined) this.#sentSettings = own;
      void this.#reload();
    });
    connection.onShutdown(() => {
      this.#background.dispose();
      this.#push?.dispose();
    });
  }

  #followDocuments(): void {
    const documents = this.#documents;
    documents.onDidOpen(({ document }) => {
      this.#folders.open(canonicalUri(document.uri), document.languageId, document.getText());
    });
    documents.onDidChangeContent(({ document }) => {
      const uri = canonicalUri(document.uri);
      this.#folders.open(uri, document.languageId, document.getText());
      this.#push?.soon(document.uri);
      const isSettings = baseName(uri) === SETTINGS_NAME;
      if (isSettings) this.#background.onSettingsEdited();
      else this.#background.onDocumentChanged(uri);
      if (isSettings || this.#analysis.openDependentsOf(uri).length > 0) this.#refreshSoon();
    });
    documents.onDidClose(({ document }) => {
      const uri = canonicalUri(document.uri);
      this.#folders.close(uri);
      this.#analysis.forget(uri);
      this.#push?.clear(document.uri);
      void this.#background.onDocumentClosed(uri);
      if (this.#analysis.openDependentsOf(uri).length > 0) this.#refreshSoon();
    });
  }

  async #register(): Promise<void> {
    const { workspace } = this.#abilities.capabilities;
    try {
      if (workspace?.didChangeConfiguration?.dynamicRegistration === true) {
        await this.#connection.client.register(DidChangeConfigurationNotification.type, { section: ID });
      }
      if (workspace?.didChangeWatchedFiles?.dynamicRegistration === true) await watchFiles(this.#connection);
      if (workspace?.workspaceFolders === true) {
        this.#connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
          const gone = new Set(removed.map(({ uri }) => uri));
          this.#folderUris = [...this.#folderUris.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)];
          void this.#reload();
        });
      }
    } catch (error) {
      this.#connection.console.warn(`registration failed: ${error instanceof Error ? error.message : ''}`);
    }
  }

  async #reload(): Promise<void> {
    await this.#folders.load(this.#folderUris);
    this.#background.restart();
    this.#refresh();
  }

  async #configuration(scope: string | undefined): Promise<unknown> {
    const settings = await this.#askConfiguration(scope);
    for (const mistake of settingsMistakes(settings)) this.#tellOnce(mistake);
    return settings;
  }

  /** A mistake stands in every folder's settings and is asked for at every change: it is said once. */
  #tellOnce(message: string): void {
    if (this.#told.has(message)) return;
    this.#told.add(message);
    void this.#connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message });
  }

  async #askConfiguration(scope: string | undefined): Promise<unknown> {
    if (this.#abilities.capabilities.workspace?.configuration !== true) return this.#sentSettings;
    try {
      const item = scope === undefined ? { section: ID } : { section: ID, scopeUri: scope };
      return await this.#connection.workspace.getConfiguration(item);
    } catch {
      return this.#sentSettings;
    }
  }

  /** Documents are kept under the editor's spelling of their URI, everything of ours under the canonical one. */
  #openVersion(uri: string): number | null {
    const direct = this.#documents.get(uri);
    return (direct ?? this.#documents.all().find((document) => canonicalUri(document.uri) === uri))?.version ?? null;
  }

  #sendForFiles(): SendRequest | undefined {
    if (this.#abilities.options.fileAccess !== true) return undefined;
    return (method, params) => this.#connection.sendRequest(method, params);
  }

  #refreshTimer: ReturnType<typeof setTimeout> | undefined;

  /** Typing in a file others depend on: they are pulled again when it pauses. */
  #refreshSoon(): void {
    clearTimeout(this.#refreshTimer);
    this.#refreshTimer = setTimeout(() => this.#refresh(), 200);
  }

  #refresh(): void {
    if (this.#push !== undefined) {
      for (const { uri } of this.#documents.all()) this.#push.soon(uri);
    } else if (this.#abilities.capabilities.workspace?.diagnostics?.refreshSupport === true) {
      this.#connection.languages.diagnostics.refresh().catch(() => {});
    }
  }
}

function foldersOf(params: InitializeParams): readonly string[] {
  if (params.workspaceFolders !== undefined && params.workspaceFolders !== null) {
    return params.workspaceFolders.map(({ uri }) => uri);
  }
  return typeof params.rootUri === 'string' ? [params.rootUri] : [];
}
