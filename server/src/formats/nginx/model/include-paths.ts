import type { RelatedFiles } from '../../related-files.ts';
import type { NginxInclude } from './model.ts';
import type { NginxOptions } from './options.ts';
import { stockDirectives } from './stock-files.ts';

/** What an include line brings, before its files are read. */
export interface IncludeTarget {
  readonly uris: readonly string[];
  readonly state: NginxInclude['state'];
}

/** Where packages and images keep nginx's configuration: an absolute path below one of them is looked up below the conf prefix. */
const CONF_FOLDERS: readonly string[] = [
  '/etc/nginx/',
  '/usr/local/nginx/conf/',
  '/usr/local/etc/nginx/',
  '/usr/local/openresty/nginx/conf/',
  '/opt/bitnami/nginx/conf/',
  '/opt/homebrew/etc/nginx/',
];

export function isGlob(path: string): boolean {
  return path.includes('*') || path.includes('?') || path.includes('[');
}

/** The names of the folders a file stands in, outer first. */
function folderNames(uri: string): readonly string[] {
  return uri.split('/').slice(0, -1);
}

/** Whether the mask names a folder that by convention holds one site (`server` blocks) in each file. */
export function isSiteFolder(path: string): boolean {
  return isGlob(path) && /(?:^|\/)(?:conf\.d|sites-enabled|sites|vhosts(?:\.d)?|http\.d|servers)\/[^/]*$/.test(path);
}

/**
 * Finds the files of an `include`. Relative paths start at the conf prefix, which is the folder of `nginx.conf` (never of the
 * including file); for a fragment whose `nginx.conf` is not known, at the nearest folder above it that has the file.
 */
export class IncludePaths {
  readonly #files: RelatedFiles;
  readonly #options: NginxOptions;
  readonly #isRoot: boolean;

  constructor(files: RelatedFiles, options: NginxOptions, isRoot: boolean) {
    this.#files = files;
    this.#options = options;
    this.#isRoot = isRoot;
  }

  find(path: string): IncludeTarget {
    const candidates = this.#candidates(path);
    return isGlob(path) ? this.#globbed(candidates) : this.#literal(path, candidates);
  }

  /** The folders that a path ending with a slash (or empty) may mean, best first: URIs without that slash. */
  foldersOf(path: string): readonly string[] {
    const candidates = path === '' ? this.#underPrefix('') : this.#candidates(path);
    return [...new Set(candidates.map((candidate) => this.#files.resolve(`${candidate}.`).replace(/\/+$/, '')))];
  }

  #globbed(candidates: readonly string[]): IncludeTarget {
    let known = false;
    for (const candidate of candidates) {
      const uris = this.#files.glob(candidate)?.filter((uri) => uri !== this.#files.uri);
      if (uris !== undefined && uris.length > 0) return { uris: this.#asAvailable(uris), state: 'read' };
      if (uris !== undefined) known = true;
    }
    const templates = this.#templatesFor(candidates[0] ?? '');
    if (templates.length > 0) return { uris: templates, state: 'read' };
    const site = candidates.some((candidate) => this.#mayEnable(candidate)) ? this.#options.site : undefined;
    if (site !== undefined) return { uris: [site], state: 'unseen' };
    const isEmpty = known && candidates.length > 0 && this.#folderExists(candidates[0] ?? '');
    return { uris: [], state: isEmpty ? 'empty' : 'unseen' };
  }

  /** An enabled site is a link to the available one, or its copy: the tree then has the file that people edit. */
  #asAvailable(uris: readonly string[]): readonly string[] {
    const { site } = this.#options;
    if (site === undefined || uris.includes(site)) return uris;
    const text = this.#textOf(site);
    const same = text === undefined ? undefined : uris.find((uri) => this.#textOf(uri) === text);
    return uris.map((uri) => (uri === same ? site : uri));
  }

  #textOf(uri: string): string | undefined {
    const file = this.#files.get(uri);
    return file.state === 'read' ? file.text : undefined;
  }

  /** Whether a mask of enabled sites, none of which is here, may take in the site that is asked about. */
  #mayEnable(mask: string): boolean {
    const { site } = this.#options;
    const [, before = '', name = ''] = /^(.*?)sites-enabled\/([^/]+)$/s.exec(mask) ?? [];
    if (site === undefined || name === '') return false;
    if ((this.#files.glob(`${before}sites-enabled/*`) ?? []).length > 0) return false;
    return this.#files.glob(`${before}sites-available/${name}`)?.includes(site) === true;
  }

  /** The official image fills `templates/*.template` into `conf.d` when it starts (20-envsubst-on-templates.sh). */
  #templatesFor(mask: string): readonly string[] {
    if (!mask.endsWith('conf.d/*.conf')) return [];
    return this.#files.glob(`${mask.slice(0, -'conf.d/*.conf'.length)}templates/*.conf.template`) ?? [];
  }

  #literal(path: string, candidates: readonly string[]): IncludeTarget {
    // A container's start fills `http.conf.template` in as `http.conf`: the repository has the template.
    for (const candidate of [...candidates, ...candidates.map((name) => `${name}.template`)]) {
      const uri = this.#files.resolve(candidate);
      if (this.#files.get(uri).state === 'read') return { uris: [uri], state: 'read' };
    }
    if (stockDirectives(path) !== undefined) return { uris: [], state: 'stock' };
    const first = candidates[0];
    const isMissing =
      first !== undefined &&
      this.#isRoot &&
      this.#files.get(this.#files.resolve(first)).state === 'missing' &&
      (first.includes('/') ? this.#folderExists(first) : !path.startsWith('/') && this.#isConfFolder());
    return { uris: [], state: isMissing ? 'missing' : 'unseen' };
  }

  /** Whether the folder of a path is in the workspace (it has files): then a file that is not in it is not there at all. */
  #folderExists(path: string): boolean {
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    return folder !== '' && (this.#files.glob(`${folder}*`)?.length ?? 0) > 0;
  }

  /** Whether the folder of `nginx.conf` itself is here as it will be on the server: it holds other `.conf` files too. */
  #isConfFolder(): boolean {
    return (this.#files.glob('*.conf') ?? []).some((uri) => uri !== this.#files.uri);
  }

  /** Paths to try, relative to the file the model is built for, best first. */
  #candidates(path: string): readonly string[] {
    // Half a surrogate pair cannot be written as a URI.
    if (path === '' || path.includes('$') || path.includes('{') || /[\ud800-\udfff\0]/.test(path)) return [];
    const mapped = this.#mapped(path);
    if (mapped !== undefined) return [mapped];
    const beside = this.#besideOwnFolder(path);
    if (!path.startsWith('/')) return [...this.#underPrefix(path), ...beside];
    const folder = CONF_FOLDERS.find((known) => path.startsWith(known));
    if (folder !== undefined) return this.#underPrefix(path.slice(folder.length));
    // Elsewhere on the server: a literal path may stand here under its last parts, a mask would match by accident.
    const parts = path.split('/').filter((part) => part !== '');
    const suffixes = isGlob(path) ? [] : parts.map((_, i) => parts.slice(i)).filter((suffix) => suffix.length >= 2);
    return [...beside, ...suffixes.slice(-3).flatMap((suffix) => this.#underPrefix(suffix.join('/')))];
  }

  /** `app/etc/nginx/x.conf` for a file in a folder `etc/nginx`: `x.conf`, where the repository is what is copied to `app`. */
  #besideOwnFolder(path: string): readonly string[] {
    const own = folderNames(this.#files.uri);
    const names = path.split('/').filter((name) => name !== '');
    for (let end = names.length - 1; end >= 2; end--) {
      if (names[end - 1] === own[own.length - 1] && names[end - 2] === own[own.length - 2])
        return [names.slice(end).join('/')];
    }
    return [];
  }

  #underPrefix(path: string): readonly string[] {
    const prefix = this.#options.prefix;
    if (prefix !== undefined && prefix !== '') return [`${prefix.replace(/\/+$/, '')}/${path}`];
    return this.#isRoot ? [path] : [path, `../${path}`, `../../${path}`];
  }

  #mapped(path: string): string | undefined {
    const map = this.#options.pathMap ?? {};
    const keys = Object.keys(map).sort((a, b) => b.length - a.length);
    for (const key of keys) {
      const folder = key.endsWith('/') ? key : `${key}/`;
      const target = map[key];
      if (target === undefined || (path !== key && !path.startsWith(folder))) continue;
      return path === key ? target : `${target.replace(/\/+$/, '')}/${path.slice(folder.length)}`;
    }
    return undefined;
  }
}
