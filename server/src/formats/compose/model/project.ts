import { append } from '../../../text/append.ts';
import { fileNameOf } from '../../../text/uri-text.ts';
import type { Stage } from '../../format.ts';
import type { RelatedFiles } from '../../related-files.ts';
import type { Lookup } from '../read/interpolate.ts';
import { type ComposeFile, READ_KIND, readCompose } from '../read/read.ts';
import { ownPair, type SourceNode, type SourcePair, targetOf } from '../read/tree.ts';
import { envPairs, expandedPair } from './env-files.ts';
import { type ComposeSet, composeSets } from './file-lists.ts';
import { type Layer, type LayerContext, makeLayer } from './layer.ts';
import type { ComposeLookups, ComposeNote } from './model.ts';
import type { EnvPair, ReadEnv } from './parts.ts';

/** Names Compose looks for, in its order (compose-go cli/options.go). */
const BASES = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
const OVERRIDES = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
];

/** The files Compose would load together with one file. */
export interface ProjectLayers {
  readonly layers: readonly Layer[];
  /** The index of the linted file's first document in `layers`. */
  readonly own: number;
  readonly environment: ComposeLookups;
  readonly context: LayerContext;
  /** The sets that scripts load the file in; empty: what Compose finds by itself. */
  readonly sets: readonly ComposeSet[];
  /** No other file is known to be judged together with this one. */
  readonly isFragment: boolean;
}

/** Reads `.env`, finds base and override files and makes their layers in the order of merging. */
export function projectLayers(
  file: ComposeFile,
  files: RelatedFiles,
  stage: Stage,
  readEnv: ReadEnv,
  which = 0,
): ProjectLayers {
  const environment = readEnvironment([files.resolve('.env')], files, readEnv);
  const notes: ComposeNote[] = [];
  const context: LayerContext = { files, lookup: lookupIn(environment), notes, others: new Map() };
  const listed = listedUris(files, context.lookup);
  const sets = listed === undefined ? setsOf(files) : [];
  const uris = listed ?? sets[which]?.uris ?? layerUris(file, files);
  const layers: Layer[] = [];
  let own = 0;
  for (const uri of uris) {
    if (uri === files.uri) own = layers.length;
    append(layers, layersOfFile(uri, file, stage, context));
  }
  // Compose finds its own override files beside a base, which is then judged with them; what else lies over a base is judged by itself.
  const isFragment = listed === undefined && sets.length === 0 && !OVERRIDES.includes(fileNameOf(files.uri));
  return { layers, own, environment, context, sets, isFragment };
}

/** Every document of a file is a layer of its own: Compose merges them in order. */
function layersOfFile(uri: string, own: ComposeFile, stage: Stage, context: LayerContext): readonly Layer[] {
  if (uri === context.files.uri) return documentsOf(uri, own, stage, context);
  const related = context.files.get(uri);
  const file = related.state === 'read' ? context.files.parsed(uri, READ_KIND, readCompose) : undefined;
  if (file === undefined || related.state !== 'read') return [];
  return documentsOf(uri, file, related.stage, context);
}

function documentsOf(uri: string, file: ComposeFile, stage: Stage, context: LayerContext): readonly Layer[] {
  if (file.kind !== 'compose' && file.kind !== 'empty') return [makeLayer(uri, file, undefined, stage, context)];
  return [file.root, ...file.further].map((root) => makeLayer(uri, file, root, stage, context));
}

/** The layers of a file that `include` names; no override files are looked for there. */
export function includedLayers(uri: string, context: LayerContext): readonly Layer[] | undefined {
  const related = context.files.get(uri);
  if (related.state !== 'read') return undefined;
  const file = context.files.parsed(uri, READ_KIND, readCompose);
  return file === undefined ? undefined : documentsOf(uri, file, related.stage, context);
}

/** What `COMPOSE_FILE` of `.env` names; a file it leaves out stands alone. `undefined`: it names nothing. */
function listedUris(files: RelatedFiles, lookup: Lookup): readonly string[] | undefined {
  const listed = lookup('COMPOSE_FILE')?.text;
  if (listed === undefined || listed === '') return undefined;
  const separator = lookup('COMPOSE_PATH_SEPARATOR')?.text ?? (listed.includes(';') ? ';' : ':');
  const uris = listed.split(separator === '' ? ':' : separator).map((path) => files.resolve(path.trim()));
  return uris.includes(files.uri) ? [...new Set(uris)] : [files.uri];
}

/** A file that Compose finds by itself is judged in the sets of production only: what tests lay over it says nothing about it. */
function setsOf(files: RelatedFiles): readonly ComposeSet[] {
  const sets = composeSets(files);
  if (!BASES.includes(fileNameOf(files.uri))) return sets;
  const production = sets.filter(({ uris }) =>
    uris.every((uri) => {
      const file = files.get(uri);
      return uri === files.uri || (file.state === 'read' && file.stage === 'production');
    }),
  );
  const [override] = production.length === 0 ? [] : firstRead(OVERRIDES, files);
  if (override === undefined) return production;
  // Without `-f` Compose lays its override file over the base: one set more.
  const found = { uris: [files.uri, override], at: { uri: override, span: { start: 0, end: 0 } } };
  return [found, ...production.filter(({ uris }) => uris.join(' ') !== found.uris.join(' '))];
}

function layerUris(file: ComposeFile, files: RelatedFiles): readonly string[] {
  const name = fileNameOf(files.uri);
  if (BASES.includes(name)) return [files.uri, ...firstRead(OVERRIDES, files)];
  if (OVERRIDES.includes(name)) return [...firstRead(BASES, files), files.uri];
  return [...baseOfFragment(file, files), files.uri];
}

/**
 * `docker-compose.prod.yml` and the like are given with `-f` on top of the base beside them. They show it by a service that
 * cannot run alone, having neither image nor build, and that the base defines.
 */
function baseOfFragment(file: ComposeFile, files: RelatedFiles): readonly string[] {
  const parts = servicesIn(file.root).filter(({ value }) => isPart(value));
  if (parts.length === 0) return [];
  const [base] = firstRead(BASES, files);
  const read = base === undefined ? undefined : files.parsed(base, READ_KIND, readCompose);
  const names = new Set(servicesIn(read?.root).map(({ key }) => key.text));
  return base !== undefined && parts.some(({ key }) => names.has(key.text)) ? [base] : [];
}

function servicesIn(root: SourceNode | undefined): readonly SourcePair[] {
  const map = root && targetOf(root);
  const services = map?.kind === 'map' ? ownPair(map, 'services') : undefined;
  const node = services && targetOf(services.value);
  return node?.kind === 'map' ? node.pairs : [];
}

function isPart(value: SourceNode): boolean {
  const body = targetOf(value);
  if (body?.kind !== 'map') return false;
  return !['image', 'build', 'extends', 'provider', '<<'].some((key) => ownPair(body, key) !== undefined);
}

function firstRead(names: readonly string[], files: RelatedFiles): readonly string[] {
  for (const name of names) {
    const uri = files.resolve(name);
    if (files.get(uri).state === 'read') return [uri];
  }
  return [];
}

/** The pairs of env files, a later file's over an earlier one's. */
export function readEnvironment(uris: readonly string[], files: RelatedFiles, readEnv: ReadEnv): ComposeLookups {
  const found = new Map<string, EnvPair & { readonly uri: string }>();
  for (const uri of uris) {
    if (files.get(uri).state !== 'read') continue;
    for (const pair of envPairs(uri, files, readEnv) ?? [])
      found.set(pair.key, { ...expandedPair(pair, lookupIn(found)), uri });
  }
  return found;
}

/** Looks a name up; a pair whose own value is not known is unknown. */
export function lookupIn(environment: ComposeLookups, parent?: Lookup): Lookup {
  return (name) => {
    const outer = parent?.(name);
    if (outer !== undefined) return outer;
    const pair = environment.get(name);
    if (pair?.value === undefined) return undefined;
    return { text: pair.value, at: { uri: pair.uri, span: pair.valueSpan } };
  };
}
