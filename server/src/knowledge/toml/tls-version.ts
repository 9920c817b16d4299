/**
 * Whether a text names a TLS or SSL version below 1.2, in the spellings of TOML applications: `TLSv1`, `TLS10`, `TLSv1.1`,
 * `VersionTLS11`, `tls1.0`, `TLS_V11`, `SSL_V3`, `1.0`. Names of anything else are no versions.
 */
export function isOutdatedTls(text: string): boolean {
  const name = text
    .trim()
    .toLowerCase()
    .replace(/^version/, '')
    .replace(/[ _-]/g, '');
  if (/^ssl(?:v?[23](?:\.0)?|)$/.test(name)) return name !== 'ssl';
  const version = /^(?:tls)?v?(1(?:\.?[01])?)$/.exec(name)?.[1];
  if (version === undefined) return false;
  // A lone `1` without "tls" is a number like any other.
  return version !== '1' || name.startsWith('tls');
}
