import type { Host } from './host.ts';
import { isIgnoredBy } from './ignore-state.ts';
import { baseName, parentUri, relativePath, resolveUri } from './uri.ts';

/** Folders above a file that are looked at. */
const MOST_FOLDERS = 64;

/**
 * Whether git tracks a file. Where the host cannot tell (a tree without its index, a browser), what `.gitignore` names is taken as not
 * tracked and the rest stays unknown. `.gitignore` files are read once and kept until {@link forget}.
 */
export class Tracking {
  readonly #host: Host;
  readonly #patterns = new Map<string, Promise<string | null | undefined>>();
  /** Those of them that have come. */
  readonly #texts = new Map<string, string | null | undefined>();

  constructor(host: Host) {
    this.#host = host;
  }

  /** `undefined`: not known. */
  async of(uri: string): Promise<boolean | undefined> {
    const tracked = await this.#host.isTracked?.(uri);
    if (tracked !== undefined || baseName(uri) === '.gitignore') return tracked;
    return (await this.#isIgnored(uri)) ? false : undefined;
  }

  /** As {@link of}, without waiting; `undefined`: it has to be asked. */
  ofNow(uri: string): { readonly tracked: boolean | undefined } | undefined {
    const answer = this.#host.atOnce?.isTracked(uri);
    if (answer === undefined || answer.tracked !== undefined || baseName(uri) === '.gitignore') return answer;
    const ignored = isIgnoredWith(uri, this.#texts);
    return ignored === undefined ? undefined : { tracked: ignored ? false : undefined };
  }

  /** A `.gitignore` changed. */
  forget(): void {
    this.#patterns.clear();
    this.#texts.clear();
  }

  async #isIgnored(uri: string): Promise<boolean> {
    const texts = new Map<string, string | null | undefined>();
    let folder = parentUri(uri);
    for (let steps = 0; steps < MOST_FOLDERS; folder = parentUri(folder), steps++) {
      const text = await this.#patternsOf(folder);
      texts.set(folder, text);
      if (text === null || parentUri(folder) === folder) break;
    }
    return isIgnoredWith(uri, texts) ?? false;
  }

  /** The text of a folder's `.gitignore`; `undefined`: it has none, `null`: it may not be looked at. */
  #patternsOf(folder: string): Promise<string | null | undefined> {
    let known = this.#patterns.get(folder);
    if (known === undefined) {
      known = this.#host.read(resolveUri(folder, './.gitignore')).then((file) => {
        const text = file.state === 'read' ? file.text : file.state === 'missing' ? undefined : null;
        if (this.#patterns.get(folder) === known) this.#texts.set(folder, text);
        return text;
      });
      this.#patterns.set(folder, known);
    }
    return known;
  }
}

/** `texts`: of the `.gitignore` of each folder, as {@link Tracking} reads them. `undefined`: not all that count are there. */
function isIgnoredWith(uri: string, texts: ReadonlyMap<string, string | null | undefined>): boolean | undefined {
  const found: { readonly text: string; readonly folder: string }[] = [];
  let top = parentUri(uri);
  for (let folder = top, steps = 0; steps < MOST_FOLDERS; folder = parentUri(folder), steps++) {
    if (!texts.has(folder)) return undefined;
    const text = texts.get(folder);
    // Outside of what may be looked at.
    if (text === null) break;
    top = folder;
    if (text !== undefined) found.push({ text, folder });
    if (parentUri(folder) === folder) break;
  }
  return found.length > 0 && isIgnoredBy(relativePath(top, uri) ?? '', top, found);
}
