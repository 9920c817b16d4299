import { URI, Utils } from 'vscode-uri';
import { wellFormed } from '../text/uri-text.ts';

/** The one spelling of a URI used as a key: percent-encoding and drive letters normalised. Never throws. */
export const canonicalUri = remembered((uri) => parse(uri).toString());

/** The folder that holds `uri`. */
export const parentUri = remembered((uri) => Utils.dirname(parse(uri)).toString());

/** Texts that are remembered by one function; then it begins anew. */
const MOST_REMEMBERED = 4096;
/** Longer ones are no paths of people, and would fill the memory. */
const LONGEST_REMEMBERED = 1024;

/** The parts of a URI that paths are compared by. */
const parsed = remembered((uri) => {
  const { scheme, authority, path } = parse(uri);
  return { scheme, authority, path };
});

/** The last segment, decoded: `docker-compose.yml`. */
export function baseName(uri: string): string {
  return Utils.basename(parse(uri));
}

/** `path` (POSIX; absolute, or relative to the folder) as a URI of the folder's scheme and authority; `..` is resolved. */
export function resolveUri(folder: string, path: string): string {
  return resolved(`${folder}${SEPARATOR}${path}`);
}

/** In no URI and in no path. */
const SEPARATOR = '\0';

const resolved = remembered((both) => {
  const at = both.indexOf(SEPARATOR);
  return Utils.resolvePath(parse(both.slice(0, at)), wellFormed(both.slice(at + 1))).toString();
});

/** The path of `uri` below `root` with `/`, or `undefined` when it is not below it. The root itself is ``. */
export function relativePath(root: string, uri: string): string | undefined {
  const base = parsed(root);
  const target = parsed(uri);
  if (base.scheme !== target.scheme || base.authority !== target.authority) return undefined;
  const from = lowerDrive(base.path);
  const to = lowerDrive(target.path);
  const prefix = from.endsWith('/') ? from : `${from}/`;
  if (to === from) return '';
  return to.startsWith(prefix) ? to.slice(prefix.length) : undefined;
}

/** `/C:/work` and `/c:/work` are one folder; editors and Node disagree on the spelling. */
function lowerDrive(path: string): string {
  return /^\/[A-Z]:/.test(path) ? `/${path.charAt(1).toLowerCase()}${path.slice(2)}` : path;
}

/** The decoded path of a URI with `/`, for showing and for name rules. */
export function uriPath(uri: string): string {
  return parsed(uri).path;
}

/** What is worked out of a text, kept for the texts of late: a project asks for the same few URIs again and again. */
function remembered<T>(work: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    if (known.size >= MOST_REMEMBERED) known.clear();
    const made = work(text);
    if (text.length <= LONGEST_REMEMBERED) known.set(text, made);
    return made;
  };
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
