import type { NginxDirective, NginxModel } from '../../formats/nginx/model/model.ts';
import { servedFolder } from './served-folder.ts';

interface Published {
  readonly directive: NginxDirective;
  /** With a slash at its end. */
  readonly folder: string;
}

/** Asked for every file that a configuration names. A cache only. */
const PUBLISHED = new WeakMap<NginxModel, readonly Published[]>();

/** The `root` or `alias` of any visible server through which clients can fetch the file at `path`; `undefined`: none. */
export function publishedBy(path: string, model: NginxModel): NginxDirective | undefined {
  if (path.includes('$') || !path.startsWith('/')) return undefined;
  const folders = PUBLISHED.get(model) ?? foldersOf(model);
  PUBLISHED.set(model, folders);
  return folders.find(({ folder }) => path.startsWith(folder))?.directive;
}

function foldersOf({ servers }: NginxModel): readonly Published[] {
  return servers
    .flatMap(({ scope }) => [scope, ...scope.descendants()])
    .flatMap((scope) => [...scope.own('root'), ...scope.own('alias')])
    .flatMap((directive) => {
      const folder = servedFolder(directive);
      return folder?.startsWith('/') === true && folder !== '/' ? [{ directive, folder: `${folder}/` }] : [];
    });
}
