import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import { hashNames } from '../engine/fingerprint.ts';
import { relativePath } from '../project/uri.ts';
import { isEntry } from './diagnostics.ts';
import type { EditorSettings } from './editor-settings.ts';
import type { FileResult } from './results.ts';

const SETTINGS_RULE = 'preflight/settings';

/** Which findings of files that are not open are shown: by the mode, until somebody asks for a scan or clears them. */
export class Visibility {
  #mode: EditorSettings['mode'] = 'focused';
  #isCleared = false;
  /** Folders whose scan was asked for; `all`: that of the workspace. */
  #asked: ReadonlySet<string> | 'all' = new Set();

  /** A new mode is what the user wants from now on, whatever was asked for or cleared before. */
  take(mode: EditorSettings['mode']): void {
    if (mode === this.#mode) return;
    this.#mode = mode;
    this.#isCleared = false;
    this.#asked = new Set();
  }

  /** Somebody wants to see everything, of some folders (URIs) or of the workspace. */
  ask(folders: readonly string[] | undefined): void {
    if (this.#isCleared) this.#asked = new Set();
    this.#isCleared = false;
    if (folders === undefined) this.#asked = 'all';
    else if (this.#asked !== 'all') this.#asked = new Set([...this.#asked, ...folders]);
  }

  /** Nothing is shown until somebody asks, or chooses another mode. */
  clear(): void {
    this.#isCleared = true;
  }

  /** Whether closed files have to be looked at. */
  get isActive(): boolean {
    if (this.#isCleared) return false;
    return this.#mode !== 'openFiles' || this.#asked === 'all' || this.#asked.size > 0;
  }

  /** What is shown of a result; `undefined`: nothing. */
  of(result: FileResult): FileResult | undefined {
    if (!this.isActive) return undefined;
    if (this.#mode === 'workspace' || this.#isAsked(result.uri)) return result;
    if (this.#mode === 'openFiles') return undefined;
    const diagnostics = result.diagnostics.filter(isSerious);
    if (diagnostics.length === result.diagnostics.length) return result;
    // Another name: the editor knows the whole under the first one.
    return { ...result, diagnostics, resultId: hashNames([result.resultId, 'serious']) };
  }

  /** Entries of a result that are known and not shown. */
  resting(result: FileResult): number {
    if (!this.isActive) return 0;
    const count = (one: FileResult | undefined) => one?.diagnostics.filter(isEntry).length ?? 0;
    return count(result) - count(this.of(result));
  }

  #isAsked(uri: string): boolean {
    return this.#asked === 'all' || [...this.#asked].some((folder) => relativePath(folder, uri) !== undefined);
  }
}

/** High, critical, or a mistake in the settings: that one makes all others say something else than was meant. */
function isSerious({ severity, code }: Diagnostic): boolean {
  return severity === DiagnosticSeverity.Error || code === SETTINGS_RULE;
}
