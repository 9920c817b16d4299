import type { ClientCapabilities, Connection } from 'vscode-languageserver';
import type { InitializationOptions } from '../protocol/messages.ts';
import type { LoadPages } from '../report/rule-page.ts';
import type { Analysis } from './analysis.ts';
import type { Background } from './background.ts';
import type { Folders } from './folders.ts';

/** What every feature of a session works with. */
export interface FeatureContext {
  readonly connection: Connection;
  /** Resolves when folders and settings are known. */
  readonly ready: Promise<void>;
  readonly folders: Folders;
  readonly analysis: Analysis;
  readonly background: Background;
  readonly abilities: { readonly capabilities: ClientCapabilities; readonly options: InitializationOptions };
  readonly loadPages: LoadPages;
  /** Has the editor ask for the diagnostics of open documents again. */
  refresh(): void;
  /** The version of an open document, `null` when it is not open. */
  versionOf(uri: string): number | null;
}
