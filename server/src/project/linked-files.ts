import type { IgnoreState, RelatedFile, RelatedFiles } from '../formats/related-files.ts';
import type { FileStore } from './file-store.ts';
import { Glob } from './glob.ts';
import { ignoreStateOf } from './ignore-state.ts';
import { canonicalUri, parentUri, resolveUri } from './uri.ts';

/** What a model asked for while it was built and that is not known yet. */
export interface Wishes {
  readonly files: ReadonlySet<string>;
  readonly folders: ReadonlySet<string>;
}

/** Read at once for one model; more are read between its rounds, which bound how deep a chain of files is followed. */
const MOST_AT_ONCE = 16;

/**
 * The files one model may look at: answers from the store, notes what is used and what is missing. While the model is built it reads from
 * a host that needs no waiting; once it is {@link seal}ed, and from all other hosts, it never reads.
 */
export class LinkedFiles implements RelatedFiles {
  readonly uri: string;
  readonly workspaceWords: readonly string[];
  readonly #store: FileStore;
  readonly #allowed: (uri: string) => boolean;
  readonly #used = new Map<string, number>();
  readonly #listed = new Set<string>();
  #mayRead = true;
  #atOnce = 0;
  readonly #wantedFiles = new Set<string>();
  readonly #wantedFolders = new Set<string>();

  constructor(uri: string, store: FileStore, workspaceWords: readonly string[], allowed: (uri: string) => boolean) {
    this.uri = uri;
    this.workspaceWords = workspaceWords;
    this.#store = store;
    this.#allowed = allowed;
  }

  resolve(path: string, from: string = this.uri): string {
    return canonicalUri(resolveUri(parentUri(from), path));
  }

  get(uri: string): RelatedFile {
    if (!this.#allowed(uri)) return { state: 'unreadable', uri, reason: 'outside the workspace' };
    const known = this.#store.get(uri) ?? this.#readAtOnce(uri);
    // Rules look files up too, when the model may be older than the file is by then: the version it was built from stays, and it is stale.
    if (!this.#used.has(uri)) this.#used.set(uri, this.#store.versionOf(uri));
    if (known !== undefined) return known;
    this.#wantedFiles.add(uri);
    return { state: 'unreadable', uri, reason: 'not read yet' };
  }

  /** The model is built: rules look at what it looked at. */
  seal(): void {
    this.#mayRead = false;
  }

  #readAtOnce(uri: string): RelatedFile | undefined {
    // What is wanted was asked for before, or there was no room for it.
    if (!this.#mayRead || this.#atOnce >= MOST_AT_ONCE || this.#wantedFiles.has(uri)) return undefined;
    const file = this.#store.readAtOnce(uri) ? this.#store.get(uri) : undefined;
    // What is not there costs nothing and leads nowhere.
    if (file?.state !== 'missing') this.#atOnce += 1;
    return file;
  }

  glob(pattern: string, from: string = this.uri): readonly string[] | undefined {
    const folder = parentUri(from);
    const { found, listed, wanted } = this.#store.glob(`${folder} ${pattern}`, () =>
      new Glob(this.#store, this.#allowed, this.#mayRead).result(pattern, folder),
    );
    for (const [one] of listed) this.#listed.add(one);
    for (const one of wanted) this.#wantedFolders.add(one);
    return found;
  }

  ignoreState(uri: string): IgnoreState | undefined {
    return this.#allowed(uri) ? ignoreStateOf(uri, this, this.#allowed) : undefined;
  }

  parsed<T>(uri: string, kind: string, parse: (text: string) => T): T | undefined {
    return this.get(uri).state === 'read' ? this.#store.parsed(uri, kind, parse) : undefined;
  }

  /** Every file looked at, with the version it had. */
  get used(): ReadonlyMap<string, number> {
    return this.#used;
  }

  /** Every folder whose names were looked at. */
  get listed(): ReadonlySet<string> {
    return this.#listed;
  }

  get wishes(): Wishes {
    return { files: this.#wantedFiles, folders: this.#wantedFolders };
  }
}
