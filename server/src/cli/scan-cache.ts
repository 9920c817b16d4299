import { pathToFileURL } from 'node:url';
import type { FileReport } from '../engine/file-report.ts';
import type { Host } from '../project/host.ts';
import { baseName, canonicalUri, parentUri, relativePath, resolveUri } from '../project/uri.ts';
import { type CachedResult, hash, ResultCache } from './result-cache.ts';

export type { CachedResult } from './result-cache.ts';

/** What a check of one file gives, without its inputs. */
export type CachedOutput = Omit<CachedResult, 'inputs'>;

/** The result cache of one scan: knows how to hash what findings depend on. A file is hashed once a scan. */
export class ScanCache {
  readonly #cache: ResultCache;
  readonly #host: Host;
  readonly #root: string;
  /** The cache's own folder: it comes with the first run and must not make the second one begin anew. */
  readonly #own: string;
  readonly #hashes = new Map<string, Promise<string>>();

  private constructor(cache: ResultCache, host: Host, root: string, own: string) {
    this.#cache = cache;
    this.#host = host;
    this.#root = root;
    this.#own = own;
  }

  static async open(folder: string, setup: unknown, host: Host, root: string): Promise<ScanCache> {
    return new ScanCache(await ResultCache.open(folder, setup), host, root, canonicalUri(pathToFileURL(folder).href));
  }

  /** The result of an earlier run when nothing it depends on has changed. */
  find(path: string): Promise<CachedResult | undefined> {
    return this.#cache.find(path, (input) => this.#hashOf(input));
  }

  /** Keeps a result: it depends on the files its models looked at, the settings files above it and the names in its folders. */
  async put(path: string, report: Pick<FileReport, 'dependencies' | 'folders'>, output: CachedOutput): Promise<void> {
    const uri = this.#uri(path);
    const inputs = new Set([path, ...this.#settingsAbove(uri)]);
    for (const dependency of [uri, ...report.dependencies.keys()]) {
      const below = relativePath(this.#root, dependency);
      if (below === undefined) continue;
      inputs.add(below);
      inputs.add(`${relativePath(this.#root, parentUri(dependency)) ?? ''}/`);
    }
    for (const folder of report.folders) {
      const below = relativePath(this.#root, folder);
      if (below !== undefined) inputs.add(`${below}/`);
    }
    const entries = await Promise.all([...inputs].map(async (input) => [input, await this.#hashOf(input)] as const));
    this.#cache.put(path, { inputs: Object.fromEntries(entries), ...output });
  }

  save(): Promise<void> {
    return this.#cache.save();
  }

  #settingsAbove(uri: string): readonly string[] {
    const paths: string[] = [];
    for (let folder = parentUri(uri); ; folder = parentUri(folder)) {
      const below = relativePath(this.#root, folder);
      if (below === undefined) return paths;
      paths.push(below === '' ? 'preflight.json' : `${below}/preflight.json`);
      if (below === '') return paths;
    }
  }

  #hashOf(input: string): Promise<string> {
    let known = this.#hashes.get(input);
    if (known === undefined) {
      known = input.endsWith('/') || input === '' ? this.#hashFolder(input) : this.#hashFile(input);
      this.#hashes.set(input, known);
    }
    return known;
  }

  async #hashFile(path: string): Promise<string> {
    const file = await this.#host.read(this.#uri(path));
    return file.state === 'read' ? hash(file.text) : file.state;
  }

  async #hashFolder(path: string): Promise<string> {
    const folder = path === '/' || path === '' ? this.#root : this.#uri(path.slice(0, -1));
    const own = parentUri(this.#own) === canonicalUri(folder) ? baseName(this.#own) : undefined;
    const entries = ((await this.#host.list(folder)) ?? []).filter(({ name }) => name !== own);
    return hash(entries.map((entry) => `${entry.kind} ${entry.name}`).join('\n'));
  }

  #uri(path: string): string {
    return resolveUri(this.#root, `./${path}`);
  }
}
