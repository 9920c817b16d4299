import { READ_KIND, readCompose } from '../formats/compose/read.ts';
import { ownPair, type SourceMap, type SourceNode, targetOf } from '../formats/compose/tree.ts';
import { detectByName } from '../formats/detect.ts';
import type { NginxMount } from '../formats/nginx/model.ts';
import type { RelatedFiles } from '../formats/related-files.ts';
import { baseName, parentUri, relativePath, resolveUri } from './uri.ts';

const MOST_FOLDERS = 8;
const MOST_FILES = 12;
/** Where an nginx in a container has its configuration. */
const CONF_FOLDER = /^\/(?:etc|usr\/local|opt|config)\/(?:[^/]+\/)*(?:nginx|openresty)\//;

/**
 * What the containers see that have a configuration file of nginx mounted: the mounts of each service of the compose files in the folders
 * above it. Paths with variables are left open.
 */
export function mountsAround(uri: string, root: string, files: RelatedFiles): readonly (readonly NginxMount[])[] {
  return composeFilesAbove(uri, root, files).flatMap((compose) =>
    servicesOf(files.parsed(compose, READ_KIND, readCompose)?.root)
      .map((service) => mountsOf(service, compose, files))
      .filter((mounts) => mounts.some((mount) => CONF_FOLDER.test(pathInside(mount, uri) ?? ''))),
  );
}

function composeFilesAbove(uri: string, root: string, files: RelatedFiles): readonly string[] {
  const found: string[] = [];
  let folder = parentUri(uri);
  for (let i = 0; i < MOST_FOLDERS && relativePath(root, folder) !== undefined; i++) {
    for (const name of files.glob('*.y*ml', resolveUri(folder, './x')) ?? []) {
      const verdict = detectByName(baseName(name));
      if (verdict?.format === 'compose' && !verdict.needsContent) found.push(name);
    }
    if (folder === root) break;
    folder = parentUri(folder);
  }
  return found.slice(0, MOST_FILES);
}

function servicesOf(root: SourceNode | undefined): readonly SourceMap[] {
  const services = mapAt(root, 'services');
  return (services?.pairs ?? []).flatMap(({ value }) => {
    const service = targetOf(value);
    return service?.kind === 'map' ? [service] : [];
  });
}

function mountsOf(service: SourceMap, compose: string, files: RelatedFiles): readonly NginxMount[] {
  const volumes = at(service, 'volumes');
  if (volumes?.kind !== 'list') return [];
  return volumes.items.flatMap((item) => {
    const node = targetOf(item);
    const [source, target] =
      node?.kind === 'scalar' ? node.text.split(':') : [textAt(node, 'source'), textAt(node, 'target')];
    if (target === undefined || !target.startsWith('/') || target.includes('$')) return [];
    const isHere = source !== undefined && /^\.{1,2}(?:\/|$)/.test(source) && !source.includes('$');
    return [{ target: trimmed(target), uri: isHere ? files.resolve(trimmed(source), compose) : undefined }];
  });
}

/** The path in the container of a file that a mount brings there. */
function pathInside(mount: NginxMount, uri: string): string | undefined {
  if (mount.uri === undefined) return undefined;
  if (mount.uri === uri) return mount.target;
  const below = relativePath(mount.uri, uri);
  return below === undefined ? undefined : `${mount.target}/${below}`;
}

function trimmed(path: string): string {
  return path.length > 1 ? path.replace(/\/+$/, '') : path;
}

function at(node: SourceNode | undefined, key: string): ReturnType<typeof targetOf> {
  const map = node === undefined ? undefined : targetOf(node);
  const pair = map?.kind === 'map' ? ownPair(map, key) : undefined;
  return pair === undefined ? undefined : targetOf(pair.value);
}

function mapAt(node: SourceNode | undefined, key: string): SourceMap | undefined {
  const found = at(node, key);
  return found?.kind === 'map' ? found : undefined;
}

function textAt(node: SourceNode | undefined, key: string): string | undefined {
  const found = at(node, key);
  return found?.kind === 'scalar' ? found.text : undefined;
}
