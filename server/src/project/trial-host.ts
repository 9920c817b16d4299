import type { FileStore } from './file-store.ts';
import type { Host, HostEntry, HostFile } from './host.ts';
import { baseName, parentUri } from './uri.ts';

/** Files as a project knows them, with changes that nobody else sees. What the project has not read yet is read through its host. */
export class TrialHost implements Host {
  readonly #store: FileStore;
  readonly #host: Host;
  readonly #changed = new Map<string, string>();

  readonly stopwatch: Host['stopwatch'];

  constructor(store: FileStore, host: Host) {
    this.stopwatch = host.stopwatch;
    this.#store = store;
    this.#host = host;
  }

  /** Takes a changed text; `undefined`: as the project has it. */
  set(uri: string, text: string | undefined): void {
    if (text === undefined) this.#changed.delete(uri);
    else this.#changed.set(uri, text);
  }

  async read(uri: string): Promise<HostFile> {
    const text = this.#changed.get(uri);
    if (text !== undefined) return { state: 'read', text };
    return this.#store.get(uri) ?? this.#host.read(uri);
  }

  stat(uri: string): ReturnType<Host['stat']> {
    return this.#host.stat(uri);
  }

  async list(folder: string): Promise<readonly HostEntry[] | undefined> {
    const entries = this.#store.hasFolder(folder) ? this.#store.folder(folder) : await this.#host.list(folder);
    const names = new Set(entries?.map(({ name }) => name));
    const made = [...this.#changed.keys()].filter((uri) => parentUri(uri) === folder && !names.has(baseName(uri)));
    if (made.length === 0) return entries;
    const all = [...(entries ?? []), ...made.map((uri): HostEntry => ({ name: baseName(uri), kind: 'file' }))];
    return all.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async isTracked(uri: string): Promise<boolean | undefined> {
    const file = this.#store.get(uri);
    if (file?.state === 'read' && file.tracked !== undefined) return file.tracked;
    return this.#host.isTracked?.(uri);
  }
}
