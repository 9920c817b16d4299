/**
 * Cutting and spelling URIs as texts, for parts that may not depend on a URI library. Works on the encoded text and decodes what was cut:
 * a decoded name has another length than what it was cut from.
 */

/** The last segment, decoded: `docker-compose.yml`. */
export function fileNameOf(uri: string): string {
  return decodeEscapes(uri.slice(uri.lastIndexOf('/') + 1));
}

/** The URI of what holds it: everything before the last slash. */
export function folderUriOf(uri: string): string {
  return uri.slice(0, Math.max(0, uri.lastIndexOf('/')));
}

/** The decoded path of `uri` below `folder` (both in one spelling), or `undefined` when it is not below it. */
export function pathBelow(folder: string, uri: string): string | undefined {
  if (!uri.startsWith(folder)) return undefined;
  if (folder.endsWith('/')) return decodeEscapes(uri.slice(folder.length));
  return uri[folder.length] === '/' ? decodeEscapes(uri.slice(folder.length + 1)) : undefined;
}

/** Percent escapes as the characters they stand for. Never throws: an escape that is no UTF-8 stays as it is written. */
export function decodeEscapes(text: string): string {
  if (!text.includes('%')) return text;
  return decoded(text) ?? text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => decoded(run) ?? run);
}

/** A path with `/` as it stands in a URI. Never throws: half a surrogate pair, which has no escape, becomes U+FFFD. */
export function encodePath(path: string): string {
  return wellFormed(path).split('/').map(encodeURIComponent).join('/');
}

/** Half of a surrogate pair has no percent-encoding; it becomes U+FFFD, which names no file. */
export function wellFormed(text: string): string {
  if (!/[\ud800-\udfff]/.test(text)) return text;
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
