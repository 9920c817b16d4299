import type { Span } from '../../../text/span.ts';
import type { Stage } from '../../format.ts';
import type { RelatedFiles } from '../../related-files.ts';
import { branchAt, branchesIn } from '../../template-branches.ts';
import type { Lookup } from '../read/interpolate.ts';
import { type ComposeFile, READ_KIND, readCompose } from '../read/read.ts';
import type { SourceNode } from '../read/tree.ts';
import { lazyStyle } from './layout.ts';
import { mergeService } from './merge.ts';
import type { ComposeNote, ExtendedService } from './model.ts';
import type { ComposeDocument, ComposeEntry, ComposeMap, ComposeScalar } from './nodes.ts';
import { mapNode, Resolver } from './resolve.ts';

/** A chain of `extends` longer than this is left unresolved. */
const MAX_EXTENDS = 32;

/** A service of one file with what it `extends` merged in. */
export interface LayerService {
  readonly name: string;
  readonly entry: ComposeEntry;
  readonly body: ComposeMap;
  readonly complete: boolean;
  readonly extended: readonly ExtendedService[];
}

/** One document of one file: anchors, `<<` and `extends` applied. */
export interface Layer {
  readonly uri: string;
  readonly stage: Stage;
  readonly file: ComposeFile;
  readonly root: ComposeMap | undefined;
  /** False when an alias or merge could not be followed. */
  readonly complete: boolean;
  service(name: string): LayerService | undefined;
  readonly serviceNames: readonly string[];
}

/** What reading layers needs and leaves behind. */
export interface LayerContext {
  readonly files: RelatedFiles;
  readonly lookup: Lookup;
  readonly notes: ComposeNote[];
  /** Layers of other files that `extends` looked into, by URI. */
  readonly others: Map<string, Layer | undefined>;
}

/** Tells places in a branch of a template, whose branches are found when first asked. */
function inBranches(text: string): (span: Span) => boolean {
  let branches: readonly Span[] | undefined;
  return ({ start }) => {
    branches ??= branchesIn(text);
    return branchAt(branches, start) !== undefined;
  };
}

/** Makes the layer of one document of a file. */
export function makeLayer(
  uri: string,
  file: ComposeFile,
  source: SourceNode | undefined,
  stage: Stage,
  context: LayerContext,
): Layer {
  const style = lazyStyle(file.text, source);
  const isTemplate = file.problems.some(({ kind }) => kind === 'template');
  const isConditional = isTemplate ? inBranches(file.text) : () => false;
  const { text } = file;
  const document: ComposeDocument = {
    uri,
    text,
    lookup: context.lookup,
    root: source,
    isTemplate,
    isConditional,
    style,
  };
  const resolver = new Resolver(document);
  const node = source === undefined ? undefined : resolver.node(source);
  const root = node?.kind === 'map' ? node : undefined;
  // A broken file says so itself.
  const gaps = file.complete ? resolver.gaps : [];
  for (const gap of gaps) context.notes.push({ at: { uri, span: gap.span }, message: gap.message });
  const complete = file.complete && resolver.gaps.length === 0;
  const services = root?.get('services');
  const entries = services?.kind === 'map' ? services : undefined;
  const known = new Map<string, LayerService | undefined>();
  let depth = 0;
  const layer: Layer = {
    uri,
    stage,
    file,
    root,
    complete,
    serviceNames: entries?.entries.flatMap(({ key, value }) => (value.kind === 'map' ? [key] : [])) ?? [],
    service: (name) => {
      if (known.has(name)) return known.get(name);
      // While a service is being made, asking for it again is a cycle: it is not there yet.
      known.set(name, undefined);
      const entry = entries?.entry(name);
      depth++;
      const made = entry === undefined ? undefined : layerService(entry, layer, context, depth);
      depth--;
      known.set(name, made);
      return made;
    },
  };
  return layer;
}

function layerService(
  entry: ComposeEntry,
  layer: Layer,
  context: LayerContext,
  depth: number,
): LayerService | undefined {
  if (entry.value.kind !== 'map') return undefined;
  const body = entry.value;
  const own: LayerService = { name: entry.key, entry, body, complete: layer.complete, extended: [] };
  const target = extendsOf(body);
  if (target === undefined) return own;
  const at = { uri: target.at.uri, span: target.at.contentSpan };
  const unresolved = (message: string): LayerService => {
    if (layer.file.complete) context.notes.push({ at, message });
    return { ...own, complete: false, extended: [{ name: target.name ?? '', at, definition: undefined }] };
  };
  const who = `\`${entry.key.slice(0, 40)}\``;
  if (target.name === undefined || target.hidden) {
    return unresolved(`${who} extends what a variable names: it is not checked; give the variable a default`);
  }
  if (depth > MAX_EXTENDS) return unresolved(`${who} extends through too many services: shorten the chain`);
  const source = target.file === undefined ? layer : otherLayer(target.file, layer, context);
  if (source === undefined) return unresolved(missingFile(who, target.file, context));
  const base = source.service(target.name);
  if (base === undefined) {
    return unresolved(`${who} extends a service that is not there or leads back to it: correct the name`);
  }
  const definition = { uri: base.entry.uri, span: base.entry.keySpan };
  return {
    ...own,
    body: mergeService(withoutExtends(base.body), body),
    complete: layer.complete && base.complete,
    extended: [{ name: base.name, at, definition }, ...base.extended],
  };
}

function missingFile(who: string, path: ComposeScalar | undefined, { files }: LayerContext): string {
  const isMissing = path !== undefined && files.get(files.resolve(path.value ?? '', path.uri)).state === 'missing';
  if (isMissing) return `${who} extends a file not found in this tree: it is not checked; correct the path`;
  return `${who} extends from a file that could not be read: it is not checked; open the folder that holds it`;
}

interface ExtendsTarget {
  readonly name: string | undefined;
  readonly file: ComposeScalar | undefined;
  /** A `${reference}` hides the file. */
  readonly hidden: boolean;
  readonly at: ComposeScalar;
}

function extendsOf(body: ComposeMap): ExtendsTarget | undefined {
  const node = body.get('extends');
  if (node?.kind === 'scalar' && !node.isNull) return { name: node.value, file: undefined, hidden: false, at: node };
  if (node?.kind !== 'map') return undefined;
  const service = node.get('service');
  const file = node.get('file');
  if (service?.kind !== 'scalar') return undefined;
  const path = file?.kind === 'scalar' && !file.isNull ? file : undefined;
  return { name: service.value, file: path, hidden: path !== undefined && path.value === undefined, at: service };
}

function withoutExtends(body: ComposeMap): ComposeMap {
  const entries = body.entries.filter(({ key }) => key !== 'extends');
  return entries.length === body.entries.length ? body : mapNode(body, entries);
}

/** The layer of another file; the whole file is read once for all services that extend from it. */
function otherLayer(path: ComposeScalar, from: Layer, context: LayerContext): Layer | undefined {
  const uri = context.files.resolve(path.value ?? '', path.uri);
  if (uri === from.uri) return from;
  if (context.others.has(uri)) return context.others.get(uri);
  const related = context.files.get(uri);
  const file = related.state === 'read' ? context.files.parsed(uri, READ_KIND, readCompose) : undefined;
  const stage = related.state === 'read' ? related.stage : from.stage;
  const layer = file === undefined ? undefined : makeLayer(uri, file, file.root, stage, context);
  context.others.set(uri, layer);
  return layer;
}
