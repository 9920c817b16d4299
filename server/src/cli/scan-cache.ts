import { pathToFileURL } from 'node:url';
import type { FileReport, NamedUse } from '../engine/file-report.ts';
import type { Host } from '../project/host.ts';
import { Tracking } from '../project/tracking.ts';
import { baseName, canonicalUri, parentUri, relativePath, resolveUri } from '../project/uri.ts';
import type { CacheFolder } from './cache-folder.ts';
import { hash } from './hash.ts';
import { type CachedResult, ResultCache } from './result-cache.ts';

export type { CachedResult } from './result-cache.ts';

/** Which result: of a file, and of the files that name it where it is read as what uses it. */
export interface CacheKey {
  readonly uri: string;
  readonly users?: readonly NamedUse[] | undefined;
}

/** What a check of one file gives, without its inputs. */
export type CachedOutput = Omit<CachedResult, 'inputs'>;

/**
 * The result cache of one scan: knows how to hash what findings depend on. An input is named by the root it lies in and its path there, so
 * that a cache holds wherever the tree stands. Each is hashed once a scan.
 */
export class ScanCache {
  readonly #cache: ResultCache;
  readonly #host: Host;
  readonly #tracking: Tracking;
  readonly #roots: readonly string[];
  /** The cache's own folder: it comes with the first run and must not make the second one begin anew. */
  readonly #own: string;
  readonly #hashes = new Map<string, Promise<string>>();

  private constructor(cache: ResultCache, host: Host, roots: readonly string[], own: string) {
    this.#cache = cache;
    this.#host = host;
    this.#tracking = new Tracking(host);
    this.#roots = roots;
    this.#own = own;
  }

  /** `roots`: URIs of everything that may be looked at. */
  static async open(folder: CacheFolder, setup: unknown, host: Host, roots: readonly string[]): Promise<ScanCache> {
    const own = canonicalUri(pathToFileURL(folder.path).href);
    return new ScanCache(await ResultCache.open(folder, setup), host, roots, own);
  }

  /** The result of an earlier run when nothing it depends on has changed. */
  async find({ uri, users = [] }: CacheKey): Promise<CachedResult | undefined> {
    const key = this.#keyOf(uri, users);
    return key === undefined ? undefined : this.#cache.find(key, (input) => this.#hashOf(input));
  }

  /** Keeps a result: it depends on the files its models looked at, the settings in force and above it, and the names in its folders. */
  async put(
    { uri, users = [] }: CacheKey,
    report: Pick<FileReport, 'dependencies' | 'folders' | 'uses' | 'ignored'>,
    settings: readonly string[],
    output: Omit<CachedOutput, 'settings' | 'uses' | 'ignored'>,
  ): Promise<void> {
    const own = this.#keyOf(uri, users);
    if (own === undefined) return;
    const files = [uri, ...report.dependencies.keys()];
    const folders = [...files.map(parentUri), ...report.folders];
    const names = (uris: readonly string[]) =>
      uris.map((one) => this.#nameOf(one)).filter((name) => name !== undefined);
    const inputs = new Set([
      ...names([...files, ...settings, ...this.#settingsAbove(uri)]),
      ...names(folders).map((name) => `${name}/`),
      ...names(files).map((name) => `${TRACKED}${name}`),
    ]);
    const entries = await Promise.all([...inputs].map(async (input) => [input, await this.#hashOf(input)] as const));
    const uses = report.uses.flat().map((use) => ({
      ...use,
      uri: this.#nameOf(use.uri) ?? '',
      user: this.#nameOf(use.user) ?? '',
    }));
    const { ignored } = report;
    this.#cache.put(own, {
      inputs: Object.fromEntries(entries),
      settings: names(settings),
      uses: uses.filter((use) => use.uri !== '' && use.user !== ''),
      ignored,
      ...output,
    });
  }

  /** The files a result names. */
  usesOf(result: CachedResult): readonly NamedUse[] {
    return result.uses.flatMap((use) => {
      const [uri, user] = [this.#uri(use.uri), this.#uri(use.user)];
      return uri === undefined || user === undefined ? [] : [{ ...use, uri, user }];
    });
  }

  /** A file that is read as what uses it has a result of its own for each set of users. */
  #keyOf(uri: string, users: readonly NamedUse[]): string | undefined {
    const name = this.#nameOf(uri);
    if (name === undefined || users.length === 0) return name;
    return [name, ...users.map(({ user, format }) => `${format} ${this.#nameOf(user)}`)].join(' < ');
  }

  /** The URIs of the settings files a result names. */
  settingsOf(result: CachedResult): readonly string[] {
    return result.settings.map((name) => this.#uri(name)).filter((uri) => uri !== undefined);
  }

  save(): Promise<void> {
    return this.#cache.save();
  }

  #settingsAbove(uri: string): readonly string[] {
    const found: string[] = [];
    for (let folder = parentUri(uri); this.#nameOf(folder) !== undefined; folder = parentUri(folder)) {
      found.push(canonicalUri(resolveUri(folder, './preflight.json')));
      if (parentUri(folder) === folder) break;
    }
    return found;
  }

  /** `0:deploy/.env`: the number of the root and the path in it. */
  #nameOf(uri: string): string | undefined {
    for (const [i, root] of this.#roots.entries()) {
      const below = relativePath(root, uri);
      if (below !== undefined) return `${i}:${below}`;
    }
    return undefined;
  }

  #uri(name: string): string | undefined {
    const colon = name.indexOf(':');
    const root = this.#roots[Number(name.slice(0, colon))];
    const path = name.slice(colon + 1);
    return root === undefined ? undefined : canonicalUri(path === '' ? root : resolveUri(root, `./${path}`));
  }

  #hashOf(input: string): Promise<string> {
    let known = this.#hashes.get(input);
    if (known === undefined) {
      known = this.#hash(input);
      this.#hashes.set(input, known);
    }
    return known;
  }

  async #hash(input: string): Promise<string> {
    if (input.startsWith(TRACKED)) {
      const uri = this.#uri(input.slice(TRACKED.length));
      return String(uri === undefined ? undefined : await this.#tracking.of(uri));
    }
    const uri = this.#uri(input.endsWith('/') ? input.slice(0, -1) : input);
    if (uri === undefined) return '-';
    return input.endsWith('/') ? this.#hashFolder(uri) : this.#hashFile(uri);
  }

  async #hashFile(uri: string): Promise<string> {
    const file = await this.#host.read(uri);
    return file.state === 'read' ? hash(file.text) : file.state;
  }

  async #hashFolder(folder: string): Promise<string> {
    const own = parentUri(this.#own) === folder ? baseName(this.#own) : undefined;
    const entries = ((await this.#host.list(folder)) ?? []).filter(({ name }) => name !== own);
    return hash(entries.map((entry) => `${entry.kind} ${entry.name}`).join('\n'));
  }
}

/** Marks the input "does git track this file". */
const TRACKED = '?';
