import type { NginxDirective, NginxModel } from '../../formats/nginx/model/model.ts';
import { servedFolder } from './served-folder.ts';

/** The `root` or `alias` of any visible server through which clients can fetch the file at `path`; `undefined`: none. */
export function publishedBy(path: string, model: NginxModel): NginxDirective | undefined {
  if (path.includes('$') || !path.startsWith('/')) return undefined;
  for (const server of model.servers) {
    for (const scope of [server.scope, ...server.scope.descendants()]) {
      const folders = [...scope.own('root'), ...scope.own('alias')];
      const found = folders.find((directive) => {
        const folder = servedFolder(directive);
        return folder?.startsWith('/') === true && folder !== '/' && path.startsWith(`${folder}/`);
      });
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
