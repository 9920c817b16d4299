import type { RelatedFiles } from '../../related-files.ts';
import { readNginx } from '../read/read.ts';
import { bodyKindOf } from '../read/statement-words.ts';
import type { NginxBody, NginxFile, NginxNode } from '../read/tree.ts';
import { PlacedDirective } from './directive.ts';
import { inferTop, parentsOf } from './fragments.ts';
import { IncludePaths, type IncludeTarget, isGlob, isSiteFolder } from './include-paths.ts';
import type { NginxInclude, NginxProtocol, NginxScopeKind } from './model.ts';
import type { NginxOptions } from './options.ts';
import { type Hole, PlacedScope, type ScopeServices } from './scope.ts';
import { stockDirectives } from './stock-files.ts';

/** Files nested in each other by `include`; more is not looked at, and said. */
const DEEPEST_INCLUDE = 20;
/** Statements of one tree. */
const MOST_DIRECTIVES = 200_000;
/**
 * So many statements come from files that were taken in before, and so many more for each that is there: files that include each other
 * twice multiply without end, while a snippet in each of some hundred servers is a normal thing.
 */
const MOST_REPEATED = 2_000;
const REPEATED_PER_STATEMENT = 8;

/** Everything visible from one file, before questions are asked. */
export interface Tree {
  readonly root: PlacedScope;
  readonly top: PlacedScope;
  /** Outer before inner, in nginx's order. */
  readonly scopes: readonly PlacedScope[];
  readonly directives: readonly PlacedDirective[];
  readonly includes: readonly NginxInclude[];
  /** Whether it holds only as much as is looked at, and more would belong to it. */
  readonly isCut: boolean;
}

/** Where statements come from while the tree grows. */
interface Source {
  readonly uri: string;
  /** The file's own holes: a syntax error may hide anything in any of its blocks. */
  readonly complete: boolean;
  /** Files being read around this one, outermost first: URIs, or paths of a dump's sections. */
  readonly trail: readonly string[];
  /** Whether it, or a file around it, was taken in before. */
  readonly repeated: boolean;
}

const BLOCK_KINDS: Readonly<Record<string, NginxScopeKind>> = {
  events: 'events',
  http: 'http',
  server: 'server',
  location: 'location',
  if: 'if',
  limit_except: 'limit_except',
  upstream: 'upstream',
  stream: 'stream',
  mail: 'mail',
};

/** Builds the tree of a file and the files it includes. */
export function buildTree(file: NginxFile, files: RelatedFiles, options: NginxOptions, services: ScopeServices): Tree {
  return new TreeBuilder(file, files, options, services).build();
}

class TreeBuilder {
  readonly #file: NginxFile;
  readonly #files: RelatedFiles;
  readonly #services: ScopeServices;
  readonly #paths: IncludePaths;
  readonly #isRoot: boolean;
  readonly #scopes: PlacedScope[] = [];
  readonly #directives: PlacedDirective[] = [];
  readonly #includes: NginxInclude[] = [];
  /** Files that were taken in, the tree's own too. */
  readonly #taken = new Set<string>();
  #repeated = 0;
  #isCut = false;

  constructor(file: NginxFile, files: RelatedFiles, options: NginxOptions, services: ScopeServices) {
    this.#file = file;
    this.#files = files;
    this.#services = services;
    this.#isRoot = inferTop(file.nodes).kind === 'main';
    this.#paths = new IncludePaths(files, options, this.#isRoot);
  }

  build(): Tree {
    const top = this.#topScope();
    const uri = this.#files.uri;
    const trail = [this.#file.sections[0]?.path ?? uri];
    if (top.visible) this.#scopes.push(top);
    this.#fill(top, this.#file.nodes, { uri, complete: this.#file.complete, trail, repeated: false });
    let root = top;
    while (root.parent !== undefined) root = root.parent;
    return {
      root,
      top,
      scopes: this.#scopes,
      directives: this.#directives,
      includes: this.#includes,
      isCut: this.#isCut,
    };
  }

  #topScope(): PlacedScope {
    const top = inferTop(this.#file.nodes);
    const kinds = [top.kind, ...parentsOf(top)].reverse();
    let scope: PlacedScope | undefined;
    for (const kind of kinds) {
      const protocol: NginxProtocol = kind === 'main' ? 'main' : top.protocol;
      scope = new PlacedScope(
        {
          kind,
          protocol,
          context: contextOf(kind, protocol, scope),
          name: kind,
          nameSpan: { start: 0, end: 0 },
          uri: this.#files.uri,
          visible: this.#isRoot,
          opener: undefined,
          parent: scope,
        },
        this.#services,
      );
    }
    if (scope === undefined) throw new Error('a file has a top scope');
    return scope;
  }

  #fill(scope: PlacedScope, nodes: readonly NginxNode[], source: Source): void {
    if (!source.complete) scope.holes.push(undefined);
    for (const node of nodes) {
      if (node.terminator === 'placeholder' || node.name.value.startsWith('{{')) {
        scope.holes.push(undefined);
        continue;
      }
      if (this.#isFull(source)) {
        this.#isCut = true;
        scope.holes.push(undefined);
        return;
      }
      const directive = new PlacedDirective(node, source.uri, scope);
      scope.directives.push(directive);
      if (scope.kind !== 'entries') this.#directives.push(directive);
      if (node.name.value === 'include' && node.body === undefined) this.#include(directive, scope, source);
      if (node.body !== undefined) this.#open(directive, node.body, scope, source);
    }
  }

  /** Counts one more statement. */
  #isFull({ repeated }: Source): boolean {
    if (repeated) this.#repeated += 1;
    const once = this.#directives.length - this.#repeated;
    return this.#directives.length >= MOST_DIRECTIVES || this.#repeated > MOST_REPEATED + REPEATED_PER_STATEMENT * once;
  }

  #open(directive: PlacedDirective, body: NginxBody, parent: PlacedScope, source: Source): void {
    const kind = kindOf(directive.name, body);
    const protocol = protocolOf(kind, parent);
    const scope = new PlacedScope(
      {
        kind,
        protocol,
        context: contextOf(kind, protocol, parent, directive.name),
        name: directive.name,
        nameSpan: directive.nameSpan,
        uri: source.uri,
        visible: true,
        opener: directive,
        parent,
      },
      this.#services,
    );
    directive.block = scope;
    parent.children.push(scope);
    this.#scopes.push(scope);
    this.#fill(scope, body.nodes, source);
  }

  #include(directive: PlacedDirective, scope: PlacedScope, source: Source): void {
    const path = directive.arg(0);
    if (path === undefined) return;
    const target = this.#file.sections.length > 0 ? this.#sectionTarget(path) : this.#paths.find(path);
    const fresh = target.uris.filter((uri) => !source.trail.includes(uri));
    const isCycle = fresh.length < target.uris.length || source.trail.length > DEEPEST_INCLUDE;
    const state = isCycle && fresh.length === 0 ? 'cycle' : target.state;
    this.#includes.push({ directive, path, isGlob: isGlob(path), uris: fresh, state });
    const hole = holeOf(path, state, scope);
    if (hole !== 'none') scope.holes.push(hole);
    if (source.trail.length > DEEPEST_INCLUDE) {
      if (fresh.length === 0) return;
      this.#isCut = true;
      scope.holes.push(undefined);
      return;
    }
    for (const uri of fresh) this.#take(uri, scope, source);
  }

  #take(uri: string, scope: PlacedScope, source: Source): void {
    const trail = [...source.trail, uri];
    const repeated = source.repeated || this.#taken.has(uri);
    this.#taken.add(uri);
    const section = this.#file.sections.find((candidate) => candidate.path === uri);
    if (section !== undefined) {
      this.#fill(scope, section.nodes, { uri: source.uri, complete: true, trail, repeated });
      return;
    }
    const file = this.#files.parsed(uri, 'file:nginx', readNginx);
    if (file === undefined) scope.holes.push(undefined);
    else this.#fill(scope, file.nodes, { uri, complete: file.complete, trail, repeated });
  }

  /** Files of an `nginx -T` dump stand in the dump itself, under their absolute paths. */
  #sectionTarget(path: string): IncludeTarget {
    const root = this.#file.sections[0]?.path ?? '/';
    const mask = path.startsWith('/') ? path : root.slice(0, root.lastIndexOf('/') + 1) + path;
    if (!isGlob(mask)) {
      const found = this.#file.sections.some((section) => section.path === mask);
      return { uris: found ? [mask] : [], state: found ? 'read' : 'unseen' };
    }
    const uris = this.#file.sections.map((section) => section.path).filter((candidate) => matchesMask(mask, candidate));
    return { uris, state: uris.length > 0 ? 'read' : 'empty' };
  }
}

/**
 * What an include leaves unseen in the scope. A mask that matches no file here matches some on the server, or nobody had written it.
 * A folder of sites holds `server` blocks and what they share; a site says nothing for its neighbours.
 */
function holeOf(path: string, state: NginxInclude['state'], scope: PlacedScope): Hole | 'none' {
  if (state === 'read') return 'none';
  if (state === 'stock') return stockDirectives(path);
  if (isSiteFolder(path) && (scope.kind === 'http' || scope.kind === 'stream'))
    return /\.d\/[^/]*$/.test(path) ? SNIPPETS : SITES;
  if (scope.kind === 'main' && /modules[^/]*\/[^/]*\.conf$/.test(path)) return MODULES;
  return undefined;
}

/** What files of a folder of sites share with all servers. */
const SHARED =
  'server upstream map geo split_clients log_format limit_req_zone limit_conn_zone limit_req limit_conn proxy_cache_path ' +
  'fastcgi_cache_path uwsgi_cache_path scgi_cache_path resolver resolver_timeout';
const SITES: ReadonlySet<string> = new Set(SHARED.split(' '));
/** `conf.d`, `http.d`: sites, and snippets with a setting for all of them. */
const SNIPPETS: ReadonlySet<string> = new Set(`${SHARED} add_header set_real_ip_from real_ip_header`.split(' '));
const MODULES: ReadonlySet<string> = new Set(['load_module']);

function kindOf(name: string, body: NginxBody): NginxScopeKind {
  const kind = bodyKindOf(name);
  if (kind !== 'directives' || body.kind !== 'directives') return body.kind === 'raw' ? 'lua' : 'entries';
  return Object.hasOwn(BLOCK_KINDS, name) ? (BLOCK_KINDS[name] ?? 'other') : 'other';
}

function protocolOf(kind: NginxScopeKind, parent: PlacedScope): NginxProtocol {
  if (kind === 'http' || kind === 'stream' || kind === 'mail') return kind;
  if (kind === 'location' || kind === 'if' || kind === 'limit_except') return 'http';
  return parent.protocol;
}

/** The context's name as the directive tables have it (nginx-go-crossplane): nested locations are one context. */
function contextOf(kind: NginxScopeKind, protocol: NginxProtocol, parent: PlacedScope | undefined, name = ''): string {
  switch (kind) {
    case 'main':
    case 'events':
    case 'http':
    case 'stream':
    case 'mail':
      return kind;
    case 'server':
    case 'upstream':
      return protocol === 'unknown' || protocol === 'main' ? 'unknown' : `${protocol}.${kind}`;
    case 'location':
      return 'http.location';
    case 'if':
      return parent?.kind === 'server' ? 'http.server.if' : 'http.location.if';
    case 'limit_except':
      return 'http.location.limit_except';
    case 'other':
      if (name === 'mgmt') return 'mgmt';
      return name === 'oidc_provider' ? 'http.oidc_provider' : 'unknown';
    default:
      return kind;
  }
}

/** Shell glob on a whole path; `*` and `?` do not cross a slash. */
function matchesMask(mask: string, path: string): boolean {
  const masks = mask.split('/');
  const parts = path.split('/');
  return masks.length === parts.length && masks.every((piece, i) => matchesPiece(piece, parts[i] ?? ''));
}

function matchesPiece(mask: string, name: string): boolean {
  let m = 0;
  let star = -1;
  let retry = 0;
  for (let n = 0; n < name.length; ) {
    if (mask[m] === '?' || (mask[m] !== '*' && mask[m] === name[n])) {
      m++;
      n++;
    } else if (mask[m] === '*') {
      star = m++;
      retry = n;
    } else if (star >= 0) {
      m = star + 1;
      n = ++retry;
    } else return false;
  }
  while (mask[m] === '*') m++;
  return m === mask.length;
}
