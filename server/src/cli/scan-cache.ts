import { pathToFileURL } from 'node:url';
import type { FileReport, NamedUse } from '../engine/file-report.ts';
import type { Host } from '../project/host.ts';
import { Tracking } from '../project/tracking.ts';
import { baseName, canonicalUri, parentUri, relativePath, resolveUri } from '../project/uri.ts';
import { append } from '../text/append.ts';
import type { CacheFolder } from './cache-folder.ts';
import { hash } from './hash.ts';
import { listOf } from './input-table.ts';
import { type CachedResult, ResultCache, type UseList } from './result-cache.ts';

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
    return key === undefined ? undefined : this.#cache.find(key, this.#hashOf);
  }

  /** Keeps a result: it depends on the files its models looked at and those that may take it in, the settings in force and above it, and the names in its folders. */
  async put(
    { uri, users = [] }: CacheKey,
    report: Pick<FileReport, 'dependencies' | 'considered' | 'folders' | 'uses' | 'ignored'>,
    settings: readonly string[],
    output: Omit<CachedOutput, 'settings' | 'uses' | 'ignored'>,
  ): Promise<void> {
    const own = this.#keyOf(uri, users);
    if (own === undefined) return;
    const { inputs } = this.#cache;
    const numbers: number[] = [];
    for (const file of [uri, ...report.dependencies.keys(), ...report.considered])
      append(numbers, this.#inputsOf(file));
    const names = [
      ...[...settings, ...this.#settingsAbove(uri)].map((one) => this.#nameOf(one)),
      ...[...report.folders].map((one) => this.#folderName(one)),
    ];
    for (const name of names) if (name !== undefined) numbers.push(inputs.indexOf(name));
    for (const one of numbers) if (!inputs.isHashed(one)) await inputs.hash(one, this.#hashOf);
    const { ignored } = report;
    this.#cache.put(own, {
      inputs: listOf(numbers),
      settings: settings.map((one) => this.#nameOf(one)).filter((name) => name !== undefined),
      uses: report.uses.map((list) => this.#named(list)),
      ignored,
      ...output,
    });
  }

  /** The files a result names. */
  usesOf(result: CachedResult): readonly UseList[] {
    return result.uses.map((list) => {
      const known = this.#uses.get(list) ?? list.flatMap((use) => renamed(use, (name) => this.#uri(name)));
      this.#uses.set(list, known);
      return known;
    });
  }

  /** A list as it is kept. */
  #named(list: UseList): UseList {
    const known = this.#uses.get(list) ?? list.flatMap((use) => renamed(use, (uri) => this.#nameOf(uri)));
    this.#uses.set(list, known);
    return known;
  }

  /** Lists of a run as they are kept, and kept ones as they are in a run: files of one root share theirs. */
  readonly #uses = new WeakMap<UseList, UseList>();

  /** What is looked at where a result depends on a file: the file, the names in its folder, whether git tracks it. */
  #inputsOf(file: string): readonly number[] {
    let known = this.#fileInputs.get(file);
    if (known === undefined) {
      const name = this.#nameOf(file);
      const names = [name, this.#folderName(parentUri(file)), name === undefined ? undefined : `${TRACKED}${name}`];
      known = names.filter((one) => one !== undefined).map((one) => this.#cache.inputs.indexOf(one));
      this.#fileInputs.set(file, known);
    }
    return known;
  }

  readonly #fileInputs = new Map<string, readonly number[]>();

  #folderName(folder: string): string | undefined {
    const name = this.#nameOf(folder);
    return name === undefined ? undefined : `${name}/`;
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

  readonly #hashOf = (input: string): Promise<string> => this.#hash(input);

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

/** A use with both names in another spelling; nothing where one of them has none. */
function renamed(use: NamedUse, nameOf: (name: string) => string | undefined): readonly NamedUse[] {
  const [uri, user] = [nameOf(use.uri), nameOf(use.user)];
  return uri === undefined || user === undefined ? [] : [{ ...use, uri, user }];
}

/** Marks the input "does git track this file". */
const TRACKED = '?';
