import type { RelatedFiles } from '../../related-files.ts';
import type { NginxDirective } from './model.ts';
import type { NginxMount, NginxOptions, NginxServedFolder } from './options.ts';

/** What tells a project's own folder from one made for visitors, and where it is looked up. */
const MARKERS: Readonly<Record<string, string>> = {
  '.env': '.env',
  '.git': '.git/HEAD',
  'docker-compose.yml': 'docker-compose.yml',
  'compose.yaml': 'compose.yaml',
  'composer.json': 'composer.json',
  'package.json': 'package.json',
};

/**
 * The folders of the workspace that `root` and `alias` lines hand out, with what a project keeps in them. Known where a setting maps the
 * path, or a container with this configuration mounts it; everything else is on a server we do not see.
 */
export function servedFolders(
  directives: readonly NginxDirective[],
  files: RelatedFiles,
  options: NginxOptions,
): ReadonlyMap<NginxDirective, NginxServedFolder> {
  const served = new Map<NginxDirective, NginxServedFolder>();
  for (const directive of directives) {
    if (directive.name !== 'root' && directive.name !== 'alias') continue;
    const path = directive.arg(0)?.replace(/(?<=.)\/+$/, '');
    if (path === undefined || !path.startsWith('/') || path.includes('$')) continue;
    const folder = folderOf(path, directive, files, options);
    if (folder === undefined) continue;
    const has = Object.keys(MARKERS).filter(
      (name) => (files.glob(MARKERS[name] ?? name, within(folder))?.length ?? 0) > 0,
    );
    served.set(directive, { uri: folder, has });
  }
  return served;
}

function folderOf(
  path: string,
  directive: NginxDirective,
  files: RelatedFiles,
  options: NginxOptions,
): string | undefined {
  const mapped = Object.entries(options.pathMap ?? {}).map(([target, uri]) => ({ target, uri: files.resolve(uri) }));
  const own = options.containers?.(directive.uri) ?? [];
  const containers = own.length > 0 || directive.uri === files.uri ? own : (options.containers?.(files.uri) ?? []);
  const around = containers.map(({ mounts }) => mounts);
  for (const mounts of [mapped, ...around]) {
    const best = nearest(path, mounts);
    if (best !== undefined) return best.uri && files.resolve(`.${path.slice(best.target.length)}`, within(best.uri));
  }
  return undefined;
}

/** Any path in a folder: look-ups start from a file. */
function within(folder: string): string {
  return folder.endsWith('/') ? `${folder}x` : `${folder}/x`;
}

/** The mount that a path lies on: the longest. */
function nearest(path: string, mounts: readonly NginxMount[]): NginxMount | undefined {
  return mounts
    .filter(({ target }) => path === target || path.startsWith(`${target}/`))
    .reduce<NginxMount | undefined>(
      (a, b) => (a !== undefined && a.target.length >= b.target.length ? a : b),
      undefined,
    );
}
