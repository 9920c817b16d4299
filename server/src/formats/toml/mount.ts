import type { RelatedFiles } from '../related-files.ts';

/** Where a compose service puts a file or folder of the host. */
interface Mount {
  readonly source: string;
  readonly target: string;
  readonly image: string | undefined;
}

/** Compose files this far up are looked at: `deploy/compose.yml` mounts `deploy/config/app/config.toml`. */
const FOLDERS = ['', '../', '../../'];
const MAX_FILES = 8;

/** The path inside a container that a compose file near this one mounts it at, with the service's image; `undefined` when none does. */
export function mountOf(
  files: RelatedFiles,
): { readonly mountedAs: string; readonly image: string | undefined } | undefined {
  for (const folder of FOLDERS) {
    for (const uri of (files.glob(`${folder}*compose*.y*ml`) ?? []).slice(0, MAX_FILES)) {
      for (const { source, target, image } of files.parsed(uri, 'toml:mounts', mountsIn) ?? []) {
        const mountedAs = insideOf(files, files.resolve(source, uri), target);
        if (mountedAs !== undefined) return { mountedAs, image };
      }
    }
  }
  return undefined;
}

function insideOf(files: RelatedFiles, source: string, target: string): string | undefined {
  if (source === files.uri) return target;
  const folder = source.endsWith('/') ? source : `${source}/`;
  return files.uri.startsWith(folder) ? `${target.replace(/\/$/, '')}/${files.uri.slice(folder.length)}` : undefined;
}

const SHORT = /^\s*-\s*["']?(\.{1,2}\/[^:"'\s$]*|\.{1,2})\s*:(\/[^:"'\s$]+)/;
const SOURCE = /^\s*-?\s*source:\s*["']?(\.[^"'\s$]*)/;
const TARGET = /^\s*-?\s*target:\s*["']?(\/[^"'\s$]+)/;
const IMAGE = /^\s*image:\s*["']?([^"'\s$#]+)/;

/**
 * The bind mounts of a compose file, by its lines: a hint what a TOML file is for needs no model, and a wrong one is harmless
 * (an application is only taken from a mount when the file has its keys).
 */
function mountsIn(text: string): readonly Mount[] {
  const mounts: Mount[] = [];
  let service: { source: string; target: string }[] = [];
  let image: string | undefined;
  let source: string | undefined;
  let depth: number | undefined;
  const endService = (): void => {
    for (const mount of service) mounts.push({ ...mount, image });
    service = [];
    image = undefined;
  };
  for (const line of text.split('\n')) {
    const indent = line.length - line.trimStart().length;
    if (/^\s*[\w.-]+:\s*$/.test(line) && indent > 0 && (depth === undefined || indent <= depth)) {
      endService();
      depth = indent;
    }
    image = IMAGE.exec(line)?.[1] ?? image;
    const short = SHORT.exec(line);
    if (short !== null) service.push({ source: short[1] ?? '', target: short[2] ?? '' });
    const target = TARGET.exec(line)?.[1];
    source = SOURCE.exec(line)?.[1] ?? source;
    if (target !== undefined && source !== undefined) {
      service.push({ source, target });
      source = undefined;
    }
  }
  endService();
  return mounts;
}
