import { remembered } from '../text/remembered.ts';
import { canonicalUri, parentUri, relativePath, uriPath } from './uri.ts';

/** The workspace folders. Empty: single files, nothing is outside. */
export class Roots {
  readonly uris: readonly string[];
  readonly #scanned: readonly string[];

  readonly #namesFrom: ReadonlyMap<string, string>;

  /**
   * @param scanned the folders somebody named to be scanned; names above them say nothing about what lies in them
   * @param namesFrom for a root, the folder around it from which its paths are counted where names and folders tell something
   */
  constructor(
    uris: readonly string[],
    scanned: readonly string[] = [],
    namesFrom: ReadonlyMap<string, string> = new Map(),
  ) {
    this.uris = uris.map(canonicalUri);
    this.#scanned = scanned.map(canonicalUri).sort((a, b) => a.length - b.length);
    this.#namesFrom = new Map([...namesFrom].map(([root, folder]) => [canonicalUri(root), canonicalUri(folder)]));
  }

  /** The workspace folder a file belongs to: the innermost that holds it, else the file's own folder. */
  readonly rootOf = remembered((uri) => this.#rootOf(uri));

  #rootOf(uri: string): string {
    let best: string | undefined;
    for (const root of this.uris) {
      if (relativePath(root, uri) !== undefined && (best === undefined || root.length > best.length)) best = root;
    }
    return best ?? parentUri(uri);
  }

  /** The path shown to people: relative to the workspace folder. */
  pathOf(uri: string): string {
    const root = this.rootOf(uri);
    return relativePath(this.#namesFrom.get(root) ?? root, uri) ?? uriPath(uri);
  }

  /** The path whose names tell the stage: below the outermost scanned folder that holds it, else below the workspace folder. */
  stagePathOf(uri: string): string {
    for (const folder of this.#scanned) {
      const path = relativePath(folder, uri);
      if (path !== undefined) return path;
    }
    return this.pathOf(uri);
  }

  readonly isInside = remembered(
    (uri) => this.uris.length === 0 || this.uris.some((root) => relativePath(root, uri) !== undefined),
  );

  /** Names of the workspace folder and its parent: words a secret should not be made of. */
  wordsFor(uri: string): readonly string[] {
    return uriPath(this.rootOf(uri))
      .split('/')
      .slice(-2)
      .filter((word) => word.length > 2);
  }
}
