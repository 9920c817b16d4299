import type { ComposeModel } from '../../formats/compose/model/model.ts';
import {
  ownPair,
  type SourceMap,
  type SourceNode,
  type SourceScalar,
  targetOf,
} from '../../formats/compose/read/tree.ts';
import { isProjectPath, type PathMention, type Resolve } from '../item/path-mention.ts';

/**
 * The paths a compose file writes: sources of bind mounts, `env_file`, `extends.file`, `include`, the Dockerfile of a build, files of
 * secrets and configs. Only what stands in this file; relative to its folder, as Compose reads it without `--project-directory`.
 */
export function composePaths({ file, files }: ComposeModel): readonly PathMention[] {
  const root = file.root === undefined ? undefined : targetOf(file.root);
  if (root?.kind !== 'map') return [];
  const collector = new PathCollector(file.text, (path) => files.resolve(path));
  collector.each(nodeAt(root, 'include'), (item) => collector.listed(item, 'path'));
  for (const service of mapsIn(root, 'services')) collector.service(service);
  for (const section of ['secrets', 'configs'])
    for (const entry of mapsIn(root, section)) collector.path(nodeAt(entry, 'file'));
  return collector.found;
}

class PathCollector {
  readonly found: PathMention[] = [];
  readonly #text: string;
  readonly #resolve: Resolve;

  constructor(text: string, resolve: Resolve) {
    this.#text = text;
    this.#resolve = resolve;
  }

  service(service: SourceMap): void {
    this.each(nodeAt(service, 'env_file'), (item) => this.listed(item, 'path'));
    this.each(nodeAt(service, 'volumes'), (item) => this.#mount(item));
    const base = nodeAt(service, 'extends');
    if (base?.kind === 'map') this.path(nodeAt(base, 'file'));
    const build = nodeAt(service, 'build');
    if (build?.kind === 'map') this.#dockerfile(build);
  }

  /** The items of a list, or the one that stands in its place. */
  each(node: SourceNode | undefined, visit: (item: SourceNode) => void): void {
    if (node === undefined) return;
    if (node.kind === 'list') for (const item of node.items) visit(item);
    else visit(node);
  }

  /** A path, or a map that has it under `key` (one or several). */
  listed(node: SourceNode, key: string): void {
    if (node.kind === 'map') this.each(nodeAt(node, key), (item) => this.path(item));
    else this.path(node);
  }

  path(node: SourceNode | undefined, folder = ''): void {
    if (node?.kind !== 'scalar') return;
    this.#add(node, node.text, folder);
  }

  #mount(node: SourceNode): void {
    if (node.kind === 'map') {
      const source = nodeAt(node, 'source');
      if (source?.kind === 'scalar' && source.text.startsWith('.')) this.path(source);
    } else if (node.kind === 'scalar' && node.text.startsWith('.')) {
      const colon = node.text.indexOf(':');
      if (colon > 0) this.#add(node, node.text.slice(0, colon), '');
    }
  }

  #dockerfile(build: SourceMap): void {
    const context = nodeAt(build, 'context');
    const folder = context === undefined ? '.' : context.kind === 'scalar' ? context.text : '';
    if (folder === '.' || isProjectPath(folder)) this.path(nodeAt(build, 'dockerfile'), `${folder}/`);
  }

  /** `part`: the beginning of the scalar's text; left out where the source is not that text, character for character. */
  #add({ contentSpan, style }: SourceScalar, part: string, folder: string): void {
    if (style === 'literal' || style === 'folded' || !isProjectPath(part)) return;
    const span = { start: contentSpan.start, end: contentSpan.start + part.length };
    if (this.#text.slice(span.start, span.end) !== part) return;
    this.found.push({ span, uris: [this.#resolve(`${folder}${part}`)] });
  }
}

function nodeAt(map: SourceMap, key: string): SourceNode | undefined {
  return ownPair(map, key)?.value;
}

function mapsIn(root: SourceMap, section: string): readonly SourceMap[] {
  const map = nodeAt(root, section);
  if (map?.kind !== 'map') return [];
  return map.pairs.flatMap(({ value }) => (value.kind === 'map' ? [value] : []));
}
