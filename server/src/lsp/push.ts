import type { Connection } from 'vscode-languageserver';
import type { Analysis } from './analysis.ts';
import { guard } from './guard.ts';

const DELAY = 120;

/** `textDocument/publishDiagnostics` for editors that do not pull. Never used together with pulling. */
export class Push {
  readonly #connection: Connection;
  readonly #analysis: Analysis;
  readonly #versionOf: (uri: string) => number | undefined;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  /** `versionOf` is the version of an open document, `undefined` when it is not open. */
  constructor(connection: Connection, analysis: Analysis, versionOf: (uri: string) => number | undefined) {
    this.#connection = connection;
    this.#analysis = analysis;
    this.#versionOf = versionOf;
  }

  /** Checks an open document when typing pauses. `uri` is the editor's own spelling. */
  soon(uri: string, delay = DELAY): void {
    clearTimeout(this.#timers.get(uri));
    this.#timers.set(
      uri,
      setTimeout(() => {
        this.#timers.delete(uri);
        void guard(this.#connection, 'publishing', undefined, () => this.#send(uri));
      }, delay),
    );
  }

  /** The document was closed: its findings go. */
  clear(uri: string): void {
    clearTimeout(this.#timers.get(uri));
    this.#timers.delete(uri);
    void this.#connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  async #send(uri: string): Promise<void> {
    const version = this.#versionOf(uri);
    if (version === undefined) return;
    const { diagnostics } = await this.#analysis.result(uri);
    // Typed on meanwhile: the next run tells.
    if (this.#versionOf(uri) !== version) return;
    await this.#connection.sendDiagnostics({ uri, version, diagnostics: [...diagnostics] });
  }
}
