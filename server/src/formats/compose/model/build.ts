import type { Stage } from '../../format.ts';
import type { RelatedFiles } from '../../related-files.ts';
import type { ComposeFile } from '../read/read.ts';
import { imagesBuilt } from './built-images.ts';
import { envNamesBeside } from './env-names.ts';
import { includesOf } from './includes.ts';
import type { Layer, LayerService } from './layer.ts';
import { mergeService, mergeTopLevel, withoutResets } from './merge.ts';
import type { ComposeModel, ComposeResource, ComposeService } from './model.ts';
import type { ComposeMap, ComposeNode, ComposeScalar } from './nodes.ts';
import type { ReadEnv } from './parts.ts';
import { projectLayers } from './project.ts';
import { mapNode } from './resolve.ts';
import { booleanOf } from './scalar-node.ts';
import { makeService } from './service.ts';

/** Puts the layers of a project together. */
export function buildModel(
  file: ComposeFile,
  files: RelatedFiles,
  stage: Stage,
  readEnv: ReadEnv,
  set: number,
): ComposeModel {
  const { layers, own, environment, context, sets, isFragment } = projectLayers(file, files, stage, readEnv, set);
  const roots = layers.flatMap(({ root }) => (root === undefined ? [] : [root]));
  const root = mergeRoots(roots);
  const includes = includesOf(roots, context, readEnv);
  const ownLayers = layers.filter((layer) => layer.uri === files.uri);
  const isOverride = own > 0;
  const all = servicesOf(layers, { isOverride, isFragment }, files, readEnv);
  const touched = new Set(ownLayers.flatMap(({ serviceNames }) => serviceNames));
  const services = isOverride ? all.filter(({ name }) => touched.has(name)) : all;
  const included = includes.projects.flatMap((project) => servicesOf(project, ALONE, files, readEnv));
  const named = byName([...included, ...all]);
  const resources = (kind: string): readonly ComposeResource[] => resourcesOf(root?.get(kind));
  const includedNames = new Set(
    includes.projects.flatMap((project) => project.flatMap((layer) => namesIn(layer.root))),
  );
  const namesComplete = includes.complete && layers.every((layer) => layer.complete);
  return {
    format: 'compose',
    uri: files.uri,
    stage,
    file,
    files,
    complete: file.complete && layers.every((layer) => layer.complete),
    isOverride,
    sets,
    builtImages: imagesBuilt(files),
    layers: layers.map(({ uri, stage: layerStage, file: layerFile, root: layerRoot }) => ({
      uri,
      stage: layerStage,
      file: layerFile,
      root: layerRoot,
    })),
    root,
    version: scalarAt(root, 'version'),
    name: scalarAt(root, 'name'),
    services,
    included,
    service: (name) => named.get(name),
    networks: resources('networks'),
    volumes: resources('volumes'),
    secrets: resources('secrets'),
    configs: resources('configs'),
    defines: (kind, name) => {
      const here = kind === 'services' ? named.has(name) : isMapWith(root?.get(kind), name);
      if (here || includedNames.has(`${kind}/${name}`)) return true;
      return namesComplete ? false : undefined;
    },
    includes: includes.includes,
    namesComplete,
    notes: [...context.notes, ...includes.notes],
    environment: [...environment.values()],
    knownNames: file.text.includes('$') ? envNamesBeside(files) : undefined,
  };
}

function mergeRoots(roots: readonly ComposeMap[]): ComposeMap | undefined {
  const [first, ...later] = roots;
  return first === undefined ? undefined : later.reduce(mergeTopLevel, first);
}

function byName(services: readonly ComposeService[]): ReadonlyMap<string, ComposeService> {
  return new Map(services.map((service) => [service.name, service]));
}

/** What the linted file is among its layers. */
interface Part {
  readonly isOverride: boolean;
  /** The base it is laid over is not judged together with it. */
  readonly isFragment: boolean;
}

const ALONE: Part = { isOverride: false, isFragment: false };

/** The services of all layers, in the order they first appear, each merged over the layers. */
function servicesOf(
  layers: readonly Layer[],
  part: Part,
  files: RelatedFiles,
  readEnv: ReadEnv,
): readonly ComposeService[] {
  const byName = new Map<string, LayerService[]>();
  for (const layer of layers) {
    for (const name of layer.serviceNames) {
      const service = layer.service(name);
      if (service === undefined) continue;
      const known = byName.get(name);
      if (known === undefined) byName.set(name, [service]);
      else known.push(service);
    }
  }
  const complete = layers.every((layer) => layer.complete);
  return [...byName.values()].flatMap((parts) => {
    const [first, ...later] = parts;
    return first === undefined ? [] : [mergedService(first, later, complete, part, files, readEnv)];
  });
}

function mergedService(
  first: LayerService,
  later: readonly LayerService[],
  complete: boolean,
  { isOverride, isFragment }: Part,
  files: RelatedFiles,
  readEnv: ReadEnv,
): ComposeService {
  const parts = [first, ...later];
  const last = parts.at(-1) ?? first;
  // The service stands where it is defined; seen from an override file, where that touches it.
  const home = isOverride ? (parts.find(({ entry }) => entry.uri === files.uri) ?? last) : first;
  // A service that its base cannot run, having neither image nor build, becomes one here: nobody else judges the whole.
  const isMadeHere = isFragment && parts.every(({ entry, body }) => entry.uri === files.uri || !canRun(body));
  const isOwn = !isOverride || isMadeHere || parts.every(({ entry }) => entry.uri === files.uri);
  const body = withoutResets(later.reduce((merged, part) => mergeService(merged, part.body), first.body));
  return makeService(
    {
      name: first.name,
      uri: home.entry.uri,
      nameSpan: home.entry.keySpan,
      span: home.entry.span,
      body: body === home.body ? body : mapNode(home.body, body.entries),
      // What an override leaves out, its base may hold; a service of its own stands alone.
      complete: complete && isOwn && parts.every((part) => part.complete),
      extended: parts.flatMap(({ extended }) => extended),
    },
    files,
    readEnv,
  );
}

function canRun(body: ComposeMap): boolean {
  return body.get('image') !== undefined || body.get('build') !== undefined;
}

function resourcesOf(node: ComposeNode | undefined): readonly ComposeResource[] {
  if (node?.kind !== 'map') return [];
  return node.entries.map(({ key, keySpan, uri, span, value }) => {
    const body = value.kind === 'map' ? value : undefined;
    return { name: key, uri, nameSpan: keySpan, span, body, external: externalOf(body) };
  });
}

/** `external: true`, or the old `external: { name: … }`. */
function externalOf(body: ComposeMap | undefined): boolean | undefined {
  const node = body?.get('external');
  if (node === undefined) return false;
  if (node.kind !== 'scalar') return true;
  return node.value === undefined ? undefined : booleanOf(node.value);
}

function scalarAt(root: ComposeMap | undefined, key: string): ComposeScalar | undefined {
  const node = root?.get(key);
  return node?.kind === 'scalar' && !node.isNull ? node : undefined;
}

function isMapWith(node: ComposeNode | undefined, name: string): boolean {
  return node?.kind === 'map' && node.entry(name) !== undefined;
}

const RESOURCES = ['networks', 'volumes', 'secrets', 'configs'];

function namesIn(root: ComposeMap | undefined): readonly string[] {
  return RESOURCES.flatMap((kind) => {
    const node = root?.get(kind);
    return node?.kind === 'map' ? node.entries.map(({ key }) => `${kind}/${key}`) : [];
  });
}
