const TABLE: Uint32Array = (() => {
  const table = new Uint32Array(256);
  for (let n = 0; n < 256; n++) {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    table[n] = c >>> 0;
  }
  return table;
})();

/** CRC-32 (IEEE 802.3) of an ASCII text. */
export function crc32(text: string): number {
  let crc = 0xffffffff;
  for (let i = 0; i < text.length; i++) crc = (TABLE[(crc ^ text.charCodeAt(i)) & 255] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A number in base 62 (digits, upper, lower), padded with zeros to `length`. */
export function base62(value: number, length: number): string {
  let result = '';
  for (let rest = value; rest > 0; rest = Math.floor(rest / 62)) result = (BASE62[rest % 62] ?? '') + result;
  return result.padStart(length, '0');
}

/**
 * Whether a token's own checksum fits.
 * `github`: the last six of the characters behind the prefix are the CRC-32 of the others in base 62
 * (github.blog, "Behind GitHub's new authentication token formats"); npm uses the same.
 * `gitlab`: the last seven are the CRC-32 of everything before them in base 36 (GitLab, routable tokens).
 */
export function checksumFits(kind: 'github' | 'gitlab', token: string): boolean {
  if (kind === 'gitlab') return crc32(token.slice(0, -7)).toString(36).padStart(7, '0') === token.slice(-7);
  const body = token.slice(token.indexOf('_') + 1);
  return base62(crc32(body.slice(0, -6)), 6) === body.slice(-6);
}
