import { URI, Utils } from 'vscode-uri';
import { remembered } from '../text/remembered.ts';
import { wellFormed } from '../text/uri-text.ts';

const PLAIN = /^file:\/\/(?:\/(?!\.\.?(?:\/|$))[\w\-.~]+)+$/;
/** A relative path that joining leaves as it is: no `.` or `..`, nothing to escape; `./` before it. */
const PLAIN_PATH = /^(?:\.\/)?[\w\-~][\w\-.~]*(?:\/[\w\-~][\w\-.~]*)*$|^(?:\.\/)?\.[\w\-~][\w\-.~]*$/;
const AFTER_SCHEME = 'file://'.length;

/**
 * Nearly every URI of a project: a file on disk whose path holds nothing that is escaped, no drive, no `.` or `..`. It is in its one
 * spelling, its path is what stands behind `file://`, and cutting it at a slash gives what the library gives.
 */
export function isPlainFile(uri: string): boolean {
  return PLAIN.test(uri);
}

/** The one spelling of a URI used as a key: percent-encoding and drive letters normalised. Never throws. */
export function canonicalUri(uri: string): string {
  return isPlainFile(uri) ? uri : canonicalOf(uri);
}

const canonicalOf = remembered((uri) => parse(uri).toString());

/** The folder that holds `uri`. */
export function parentUri(uri: string): string {
  const slash = uri.lastIndexOf('/');
  return slash > AFTER_SCHEME && isPlainFile(uri) ? uri.slice(0, slash) : parentOf(uri);
}

const parentOf = remembered((uri) => Utils.dirname(parse(uri)).toString());

/** The parts of a URI that paths are compared by. */
const parsed = remembered((uri) => {
  if (isPlainFile(uri)) {
    const path = uri.slice(AFTER_SCHEME);
    return { scheme: 'file', authority: '', path, compared: path, prefix: `${path}/` };
  }
  const { scheme, authority, path } = parse(uri);
  const compared = lowerDrive(path);
  return { scheme, authority, path, compared, prefix: compared.endsWith('/') ? compared : `${compared}/` };
});

/** The last segment, decoded: `docker-compose.yml`. */
export function baseName(uri: string): string {
  return isPlainFile(uri) ? uri.slice(uri.lastIndexOf('/') + 1) : Utils.basename(parse(uri));
}

/** `path` (POSIX; absolute, or relative to the folder) as a URI of the folder's scheme and authority; `..` is resolved. */
export function resolveUri(folder: string, path: string): string {
  return resolvedFrom(folder)(path);
}

/** By folder, then by path: one text of both would be made and hashed at every question. */
const resolvedFrom = remembered((folder) => {
  const base = parse(folder);
  const prefix = Utils.resolvePath(base, 'x').toString().slice(0, -1);
  // what stands behind the path stays there: an editor's `git:/w/.env?{"ref":"HEAD"}`
  const isPathLast = base.query === '' && base.fragment === '';
  const resolve = (path: string): string => {
    if (isPathLast && PLAIN_PATH.test(path)) return prefix + (path.startsWith('./') ? path.slice(2) : path);
    return Utils.resolvePath(base, wellFormed(path)).toString();
  };
  return remembered(resolve, 256);
}, 1024);

/** The path of `uri` below `root` with `/`, or `undefined` when it is not below it. The root itself is ``. */
export function relativePath(root: string, uri: string): string | undefined {
  const base = parsed(root);
  const target = parsed(uri);
  if (base.scheme !== target.scheme || base.authority !== target.authority) return undefined;
  const to = target.compared;
  if (to === base.compared) return '';
  return to.startsWith(base.prefix) ? to.slice(base.prefix.length) : undefined;
}

/** `/C:/work` and `/c:/work` are one folder; editors and Node disagree on the spelling. */
function lowerDrive(path: string): string {
  return /^\/[A-Z]:/.test(path) ? `/${path.charAt(1).toLowerCase()}${path.slice(2)}` : path;
}

/** The decoded path of a URI with `/`, for showing and for name rules. */
export function uriPath(uri: string): string {
  return parsed(uri).path;
}

/**
 * A URI as an editor or a listing wrote it. The library refuses some (`file:////x`, a scheme with blanks, half a surrogate pair): those
 * keep their text as the path of a scheme that no host reads.
 */
function parse(uri: string): URI {
  const text = wellFormed(uri);
  try {
    return URI.parse(text);
  } catch {
    return URI.from({ scheme: 'unknown', path: `/${text.replace(/^\/+/, '')}` });
  }
}
