import { pathBelow } from '../../../text/uri-text.ts';
import type { RelatedFiles } from '../../related-files.ts';

/** Where a container finds this file, and in which image. */
export interface TomlMount {
  readonly mountedAs: string;
  readonly image: string | undefined;
  /** To whom the service that mounts it publishes its ports. */
  readonly published: 'everyone' | 'loopback' | 'nobody' | 'unknown';
}

/** The files and folders a compose file's services mount; sources relative to it. */
export type ReadMounts = (uri: string) => readonly {
  readonly source: string;
  readonly target: string;
  readonly image: string | undefined;
  readonly published: TomlMount['published'];
}[];

/** Compose files this far up are looked at: `deploy/compose.yml` mounts `deploy/config/app/config.toml`. */
const FOLDERS = ['', '../', '../../', '../../../'];
/** And beside the file's folders, where projects keep their compose files apart: `docker/compose.yml` mounts `../config/app.toml`. */
const BESIDE = ['', '*docker*/', '*compose*/', '*deploy*/', 'infra*/'];
const MAX_FILES = 8;

/** The places inside containers that compose files near this one mount it at; the nearest compose file first. */
export function mountsOf(files: RelatedFiles, readMounts: ReadMounts): readonly TomlMount[] {
  const found: TomlMount[] = [];
  const seen = new Set<string>();
  for (const folder of FOLDERS) {
    for (const beside of BESIDE) {
      for (const uri of (files.glob(`${folder}${beside}*compose*.y*ml`) ?? []).slice(0, MAX_FILES)) {
        if (seen.has(uri)) continue;
        seen.add(uri);
        for (const { source, target, image, published } of readMounts(uri)) {
          const mountedAs = insideOf(files, files.resolve(source, uri), target);
          if (mountedAs !== undefined) found.push({ mountedAs, image, published });
        }
      }
    }
  }
  return found;
}

function insideOf(files: RelatedFiles, source: string, target: string): string | undefined {
  if (source === files.uri) return target;
  const below = pathBelow(source, files.uri);
  return below === undefined ? undefined : `${target.replace(/\/$/, '')}/${below}`;
}
