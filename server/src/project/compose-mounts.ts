import { type GeneratedFile, serviceContainers } from '../formats/compose/model/mounted-files.ts';
import { READ_KIND, readCompose } from '../formats/compose/read/read.ts';
import { detectByName } from '../formats/detect.ts';
import type { NginxContainer, NginxMount } from '../formats/nginx/model/options.ts';
import type { RelatedFiles } from '../formats/related-files.ts';
import { baseName, parentUri, relativePath, resolveUri } from './uri.ts';

const MOST_FOLDERS = 8;
const MOST_FILES = 12;
/** Where an nginx in a container has its configuration. */
const CONF_FOLDER = /^\/(?:etc|usr\/local|opt|config)\/(?:[^/]+\/)*(?:nginx|openresty)\//;

/**
 * The containers that have a configuration file of nginx mounted, of the compose files in the folders above it. A service of the same name
 * in another compose file of the folder (an override) publishes its ports too. Paths with variables are left open.
 */
export function containersAround(uri: string, root: string, files: RelatedFiles): readonly NginxContainer[] {
  const all = composeFilesAbove(uri, root, files).flatMap((compose) => {
    const file = files.parsed(compose, READ_KIND, readCompose);
    const services = file === undefined ? [] : serviceContainers(file);
    const sources = services.flatMap(({ mounts }) => mounts.map(({ source }) => source ?? ''));
    const from = resolveUri(projectFolder(parentUri(compose), sources), './x');
    return services.map((service) => ({
      ...service,
      key: `${parentUri(compose)} ${service.name}`,
      mounts: service.mounts.map(({ source, target }) => placed(source, target, from, files)),
    }));
  });
  return all
    .filter(({ mounts }) => mounts.some((mount) => CONF_FOLDER.test(pathInside(mount, uri) ?? '')))
    .map((container) => {
      const parts = all.filter(({ key }) => key === container.key);
      return {
        image: container.image ?? parts.find(({ image }) => image !== undefined)?.image,
        mounts: container.mounts,
        ports: parts.flatMap(({ ports }) => ports),
        isOnHost: parts.some(({ isOnHost }) => isOnHost),
        isOpen: parts.some(({ isOpen }) => isOpen),
        isGenerated: parts.some(({ generated }) => isWrittenBy(generated, uri, container.mounts)),
      };
    });
}

function placed(source: string | undefined, target: string, from: string, files: RelatedFiles): NginxMount {
  return { target: trimmed(target), uri: source === undefined ? undefined : files.resolve(trimmed(source), from) };
}

/** Folders that a mount must name again before they count as those its compose file lies in: one alone may be a folder beside it. */
const FEWEST_REPEATED = 2;

/**
 * The folder that a compose file's paths start from: its own, or one above where a mount names the way down to it again. Such a file is one
 * of several of a project (`docker compose -f compose.yml -f services/web/compose.yml`), whose paths all start at the first one's folder:
 * https://docs.docker.com/compose/how-tos/multiple-compose-files/merge/
 */
function projectFolder(folder: string, sources: readonly string[]): string {
  for (const source of sources) {
    const names = source.startsWith('./') ? source.slice(2).split('/') : [];
    for (let count = names.length - 1; count >= FEWEST_REPEATED; count--) {
      const way = `/${names.slice(0, count).join('/')}`;
      if (folder.endsWith(way)) return folder.slice(0, -way.length);
    }
  }
  return folder;
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

/** Whether one of some commands writes a file from a template of the project: a change of the file itself is lost. */
function isWrittenBy(generated: readonly GeneratedFile[], uri: string, mounts: readonly NginxMount[]): boolean {
  return generated.some(({ from, to }) => {
    const isTarget = mounts.some((mount) => pathInside(mount, uri) === to);
    return isTarget && mounts.some((mount) => mount.uri !== undefined && mount.uri !== uri && mount.target === from);
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
