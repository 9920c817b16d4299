import { append } from '../../../text/append.ts';
import type { RelatedFiles } from '../../related-files.ts';
import type { Lookup } from '../read/interpolate.ts';
import type { Layer, LayerContext } from './layer.ts';
import type { ComposeInclude, ComposeNote } from './model.ts';
import type { ComposeMap, ComposeNode, ComposeScalar } from './nodes.ts';
import type { ReadEnv } from './parts.ts';
import { includedLayers, lookupIn, readEnvironment } from './project.ts';

const MAX_DEPTH = 10;

/** What the `include`s of a project bring. */
export interface Included {
  readonly includes: readonly ComposeInclude[];
  /** Projects of their own: each with its own layers. */
  readonly projects: readonly (readonly Layer[])[];
  /** False when one could not be read: then names may be defined there. */
  readonly complete: boolean;
  readonly notes: readonly ComposeNote[];
}

interface Walk {
  readonly files: RelatedFiles;
  readonly readEnv: ReadEnv;
  readonly seen: Set<string>;
  readonly includes: ComposeInclude[];
  readonly projects: (readonly Layer[])[];
  readonly notes: ComposeNote[];
  complete: boolean;
}

/** Follows `include` of all layers, and of what they include. */
export function includesOf(roots: readonly ComposeMap[], context: LayerContext, readEnv: ReadEnv): Included {
  const walk: Walk = {
    files: context.files,
    readEnv,
    seen: new Set(roots.map(({ uri }) => uri)),
    includes: [],
    projects: [],
    notes: [],
    complete: true,
  };
  for (const root of roots) follow(root, context.lookup, walk, 0);
  return { includes: walk.includes, projects: walk.projects, complete: walk.complete, notes: walk.notes };
}

function follow(root: ComposeMap, lookup: Lookup, walk: Walk, depth: number): void {
  const node = root.get('include');
  for (const item of node?.kind === 'list' ? node.items : []) {
    const paths = pathsOf(item);
    const layers: Layer[] = [];
    const inner = innerLookup(item, paths[0], lookup, walk);
    for (const path of paths) append(layers, load(item, path, inner, walk, depth));
    if (layers.length > 0) walk.projects.push(layers);
    for (const layer of layers) if (layer.root !== undefined) follow(layer.root, inner, walk, depth + 1);
  }
}

function pathsOf(item: ComposeNode): readonly ComposeScalar[] {
  const path = item.kind === 'map' ? item.get('path') : item;
  const list = path?.kind === 'list' ? path.items : path === undefined ? [] : [path];
  return list.filter((one): one is ComposeScalar => one.kind === 'scalar' && !one.isNull);
}

/** The including project's variables win over the `.env` (or `env_file`) of what is included. */
function innerLookup(item: ComposeNode, path: ComposeScalar | undefined, lookup: Lookup, walk: Walk): Lookup {
  const { files, readEnv } = walk;
  if (path?.value === undefined) return lookup;
  const named = item.kind === 'map' ? item.get('env_file') : undefined;
  const list = named?.kind === 'list' ? named.items : named === undefined ? [] : [named];
  const uris = list.flatMap((one) =>
    one.kind === 'scalar' && one.value !== undefined ? [files.resolve(one.value, one.uri)] : [],
  );
  const folder = files.resolve(path.value, path.uri);
  return lookupIn(
    readEnvironment(named === undefined ? [files.resolve('.env', folder)] : uris, files, readEnv),
    lookup,
  );
}

function load(item: ComposeNode, path: ComposeScalar, lookup: Lookup, walk: Walk, depth: number): readonly Layer[] {
  const at = { uri: path.uri, span: path.contentSpan };
  const unknown = (state: ComposeInclude['state'], fileUri: string | undefined, message: string): readonly Layer[] => {
    walk.includes.push({ node: item, path, fileUri, state });
    walk.notes.push({ at, message });
    walk.complete = false;
    return [];
  };
  if (path.value === undefined)
    return unknown(
      'unknown',
      undefined,
      'The included file is named by a variable: it is not checked; give the variable a default',
    );
  if (isRemote(path.value))
    return unknown(
      'remote',
      undefined,
      'A remote file is included: it is not fetched and not checked; review it where it is kept',
    );
  const fileUri = walk.files.resolve(path.value, path.uri);
  if (walk.seen.has(fileUri)) return [];
  if (depth >= MAX_DEPTH)
    return unknown('unknown', fileUri, 'Files are included too deeply: this one is not checked; shorten the chain');
  walk.seen.add(fileUri);
  const context: LayerContext = { files: walk.files, lookup, notes: walk.notes, others: new Map() };
  const layers = includedLayers(fileUri, context);
  if (layers === undefined) {
    const state = walk.files.get(fileUri).state === 'missing' ? 'missing' : 'unreadable';
    return unknown(
      state,
      fileUri,
      state === 'missing'
        ? 'The included file does not exist: create it or correct the path'
        : 'The included file could not be read: it is not checked; open the folder that holds it',
    );
  }
  walk.includes.push({ node: item, path, fileUri, state: 'read' });
  return layers;
}

/** Git and OCI sources, as Compose's remote loaders tell them (docker/compose pkg/remote). */
export function isRemote(path: string): boolean {
  return /^(?:https?:\/\/|git@|ssh:\/\/|git:\/\/|oci:\/\/|github\.com\/)/.test(path);
}
