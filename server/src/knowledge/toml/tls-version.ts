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
  // Without "tls" before it only `1.0` and `1.1` are versions: `1` and `10` are numbers like any other.
  return /^tlsv?1(?:\.?[01])?$/.test(name) || /^v?1\.[01]$/.test(name);
}
