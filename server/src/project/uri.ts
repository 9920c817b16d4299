import { URI, Utils } from 'vscode-uri';

/** The one spelling of a URI used as a key: percent-encoding and drive letters normalised. */
export function canonicalUri(uri: string): string {
  return URI.parse(uri).toString();
}

/** The folder that holds `uri`. */
export function parentUri(uri: string): string {
  return Utils.dirname(URI.parse(uri)).toString();
}

/** The last segment, decoded: `docker-compose.yml`. */
export function baseName(uri: string): string {
  return Utils.basename(URI.parse(uri));
}

/** `path` (POSIX; absolute, or relative to the folder) as a URI of the folder's scheme and authority; `..` is resolved. */
export function resolveUri(folder: string, path: string): string {
  return Utils.resolvePath(URI.parse(folder), wellFormed(path)).toString();
}

/** The path of `uri` below `root` with `/`, or `undefined` when it is not below it. The root itself is ``. */
export function relativePath(root: string, uri: string): string | undefined {
  const base = URI.parse(root);
  const target = URI.parse(uri);
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
  return URI.parse(uri).path;
}

/** Half of a surrogate pair has no percent-encoding and would throw; it becomes U+FFFD, which names no file. */
function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}
