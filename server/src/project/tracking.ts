import type { Host, HostFile } from './host.ts';
import { isIgnoredBy } from './ignore-state.ts';
import { baseName, parentUri, relativePath, resolveUri } from './uri.ts';

/** Folders above a file that are looked at. */
const MOST_FOLDERS = 64;

/** The text of a folder's `.gitignore`; `undefined`: it has none, `null`: it may not be looked at. */
interface Patterns {
  readonly text: string | null | undefined;
}

function ignoreFileIn(folder: string): string {
  return resolveUri(folder, './.gitignore');
}

function patternsIn(file: HostFile): Patterns {
  return { text: file.state === 'read' ? file.text : file.state === 'missing' ? undefined : null };
}

/**
 * Whether git tracks a file. Where the host cannot tell (a tree without its index, a browser), what `.gitignore` names is taken as not
 * tracked and the rest stays unknown. `.gitignore` files are read once and kept until {@link forget}.
 */
export class Tracking {
  readonly #host: Host;
  readonly #patterns = new Map<string, Promise<string | null | undefined>>();
  /** Those of them that needed no waiting. */
  readonly #now = new Map<string, Patterns>();

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
    const ignored = isIgnoredWith(uri, (folder) => this.#patternsNow(folder));
    return ignored === undefined ? undefined : { tracked: ignored ? false : undefined };
  }

  /** A `.gitignore` changed. */
  forget(): void {
    this.#patterns.clear();
    this.#now.clear();
  }

  #patternsNow(folder: string): Patterns | undefined {
    const known = this.#now.get(folder);
    if (known !== undefined) return known;
    const file = this.#host.atOnce?.read(ignoreFileIn(folder));
    if (file === undefined) return undefined;
    const patterns = patternsIn(file);
    this.#now.set(folder, patterns);
    return patterns;
  }

  async #isIgnored(uri: string): Promise<boolean> {
    const texts = new Map<string, string | null | undefined>();
    let folder = parentUri(uri);
    for (let steps = 0; steps < MOST_FOLDERS; folder = parentUri(folder), steps++) {
      const text = await this.#patternsOf(folder);
      texts.set(folder, text);
      if (text === null || parentUri(folder) === folder) break;
    }
    return isIgnoredWith(uri, (of) => (texts.has(of) ? { text: texts.get(of) } : undefined)) ?? false;
  }

  /** The text of a folder's `.gitignore`; `undefined`: it has none, `null`: it may not be looked at. */
  #patternsOf(folder: string): Promise<string | null | undefined> {
    let known = this.#patterns.get(folder);
    if (known === undefined) {
      known = this.#host.read(ignoreFileIn(folder)).then((file) => patternsIn(file).text);
      this.#patterns.set(folder, known);
    }
    return known;
  }
}

/** `patternsOf`: what {@link Tracking} read in each folder. `undefined`: not all that counts is known. */
function isIgnoredWith(uri: string, patternsOf: (folder: string) => Patterns | undefined): boolean | undefined {
  const found: { readonly text: string; readonly folder: string }[] = [];
  let top = parentUri(uri);
  for (let folder = top, steps = 0; steps < MOST_FOLDERS; folder = parentUri(folder), steps++) {
    const patterns = patternsOf(folder);
    if (patterns === undefined) return undefined;
    const { text } = patterns;
    // Outside of what may be looked at.
    if (text === null) break;
    top = folder;
    if (text !== undefined) found.push({ text, folder });
    if (parentUri(folder) === folder) break;
  }
  return found.length > 0 && isIgnoredBy(relativePath(top, uri) ?? '', top, found);
}
