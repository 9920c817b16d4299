import type { Location, Stage } from '../../format.ts';
import type { RelatedFiles } from '../../related-files.ts';
import { readNginx } from '../read/read.ts';
import type { NginxFile } from '../read/tree.ts';
import { IncludePaths } from './include-paths.ts';
import { PlacedLocation } from './locations.ts';
import type {
  CreateNginxEditing,
  NginxDirective,
  NginxEditing,
  NginxInclude,
  NginxLocation,
  NginxModel,
  NginxPhases,
  NginxScope,
  NginxServer,
  NginxTaint,
  NginxVariable,
  NginxVariableUse,
} from './model.ts';
import type { NginxContainer, NginxOptions } from './options.ts';
import { phasesOf } from './phases.ts';
import { buildTree, type Tree } from './placed-tree.ts';
import type { PlacedScope, ScopeServices } from './scope.ts';
import { servedFolders } from './served.ts';
import { collectServers, type ServersAndSockets } from './servers.ts';
import { taintOf } from './taint.ts';
import { isTemplateName } from './template-name.ts';
import { collectVariables, variablesIn } from './variables.ts';

/**
 * The model of a file and of the files it includes. Never throws; what is not visible is left open, never guessed.
 * @param createEditing gives the model its `edit`: what rules ask for changes of these files.
 */
export function buildNginx(
  file: NginxFile,
  files: RelatedFiles,
  stage: Stage,
  createEditing: CreateNginxEditing,
  options: NginxOptions = {},
): NginxModel {
  return new BuiltModel(file, files, stage, createEditing(file, files), options);
}

/** The tree is built at once; servers, sockets, variables and locations when somebody asks. */
class BuiltModel implements NginxModel, ScopeServices {
  readonly format = 'nginx';
  readonly uri: string;
  readonly stage: Stage;
  readonly file: NginxFile;
  readonly files: RelatedFiles;
  readonly isTemplate: boolean;
  readonly edit: NginxEditing;
  /** At once, not when somebody asks: later nothing is read any more. */
  readonly served: NginxModel['served'];
  readonly #tree: Tree;
  readonly #options: NginxOptions;
  /** At once too. */
  readonly #containers: ReadonlyMap<string, readonly NginxContainer[]>;
  readonly #locations = new Map<NginxScope, NginxLocation | undefined>();
  readonly #phases = new Map<NginxScope, NginxPhases>();
  #servers: ServersAndSockets | undefined;
  #variables: ReadonlyMap<string, NginxVariable> | undefined;
  #upstreams: readonly NginxScope[] | undefined;
  #upstreamsByName: ReadonlyMap<string, readonly NginxScope[]> | undefined;

  constructor(file: NginxFile, files: RelatedFiles, stage: Stage, edit: NginxEditing, options: NginxOptions) {
    this.uri = files.uri;
    this.stage = stage;
    this.file = file;
    this.files = files;
    this.isTemplate = file.template !== undefined || isTemplateName(files.uri);
    this.edit = edit;
    this.#options = options;
    this.#tree = buildTree(file, files, options, this);
    this.served = servedFolders(this.#tree.directives, files, options);
    this.#containers = containersByFile(this.#tree.scopes, files.uri, options);
  }

  get model(): NginxModel {
    return this;
  }

  get isCut(): boolean {
    return this.#tree.isCut;
  }

  get root(): NginxScope {
    return this.#tree.root;
  }

  get top(): NginxScope {
    return this.#tree.top;
  }

  get scopes(): readonly PlacedScope[] {
    return this.#tree.scopes;
  }

  get directives(): Tree['directives'] {
    return this.#tree.directives;
  }

  get includes(): readonly NginxInclude[] {
    return this.#tree.includes;
  }

  get servers(): readonly NginxServer[] {
    return this.#collected().servers;
  }

  get sockets(): ServersAndSockets['sockets'] {
    return this.#collected().sockets;
  }

  get upstreams(): readonly NginxScope[] {
    this.#upstreams ??= this.#tree.scopes.filter((scope) => scope.kind === 'upstream');
    return this.#upstreams;
  }

  isConditional({ uri, span }: Location): boolean {
    const file = uri === this.uri ? this.file : this.files.parsed(uri, 'file:nginx', readNginx);
    return file?.branches.some(({ start, end }) => start <= span.start && span.start < end) === true;
  }

  foldersOf(path: string): readonly string[] {
    return new IncludePaths(this.files, this.#options, this.#tree.top.kind === 'main').foldersOf(path);
  }

  containersOf(uri: string): readonly NginxContainer[] {
    return this.#containers.get(uri) ?? this.#containers.get(this.uri) ?? [];
  }

  containersMounting(uri: string): readonly NginxContainer[] {
    return this.#containers.get(uri) ?? [];
  }

  upstream(name: string, protocol: 'http' | 'stream' = 'http'): NginxScope | undefined {
    const lower = name.toLowerCase();
    this.#upstreamsByName ??= groupByName(this.upstreams);
    return this.#upstreamsByName
      .get(lower)
      ?.find((scope) => scope.protocol === protocol || scope.protocol === 'unknown');
  }

  variable(name: string): NginxVariable | undefined {
    this.#variables ??= collectVariables(this.#tree.directives);
    return this.#variables.get(bareName(name));
  }

  variablesIn(text: string): readonly NginxVariableUse[] {
    return variablesIn(text);
  }

  taint(text: string, scope: NginxScope, directive?: NginxDirective): readonly NginxTaint[] {
    return taintOf(text, scope, this, directive);
  }

  phases(scope: NginxScope): NginxPhases {
    let phases = this.#phases.get(scope);
    if (phases === undefined) {
      phases = phasesOf(scope);
      this.#phases.set(scope, phases);
    }
    return phases;
  }

  serverOf(scope: NginxScope): NginxServer | undefined {
    const server = scope.enclosing('server');
    return server === undefined ? undefined : this.#collected().byScope.get(server);
  }

  /** The location a scope is in: itself, or the one around an `if` or `limit_except`. */
  locationOf(scope: NginxScope): NginxLocation | undefined {
    const owner = scope.enclosing('location');
    if (owner?.opener === undefined) return undefined;
    let location = this.#locations.get(owner);
    if (location === undefined) {
      location = new PlacedLocation(owner, (inner) => this.locationOf(inner));
      this.#locations.set(owner, location);
    }
    return location;
  }

  #collected(): ServersAndSockets {
    this.#servers ??= collectServers(this.#tree.scopes, (scope) => this.locationOf(scope));
    return this.#servers;
  }
}

/** Files of one tree whose containers are looked for: more is a generated tree, whose root file speaks for all. */
const MOST_MOUNTED = 50;

/** The containers that mount a file of the tree themselves; the root file's in any case. */
function containersByFile(
  scopes: readonly PlacedScope[],
  root: string,
  options: NginxOptions,
): ReadonlyMap<string, readonly NginxContainer[]> {
  const uris = [root, ...new Set(scopes.map(({ uri }) => uri))].slice(0, MOST_MOUNTED);
  const found = uris.map((uri) => [uri, options.containers?.(uri) ?? []] as const);
  return new Map(found.filter(([uri, containers]) => containers.length > 0 || uri === root));
}

/** Upstreams by their lower-case name. */
function groupByName(upstreams: readonly NginxScope[]): ReadonlyMap<string, readonly NginxScope[]> {
  const byName = new Map<string, NginxScope[]>();
  for (const scope of upstreams) {
    const name = scope.opener?.arg(0)?.toLowerCase();
    if (name === undefined) continue;
    const same = byName.get(name);
    if (same === undefined) byName.set(name, [scope]);
    else same.push(scope);
  }
  return byName;
}

function bareName(name: string): string {
  const bare =
    name.startsWith('${') && name.endsWith('}') ? name.slice(2, -1) : name.startsWith('$') ? name.slice(1) : name;
  return bare.toLowerCase();
}
