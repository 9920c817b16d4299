/** The versions below TLS 1.2 in every spelling we met: `1.0`, `TLSv1`, `TLS1_1`, `VersionTLS10`, `SSLv3`. */
const OLD = /^(?:v(?:ersion)?_?)?(?:tls_?v?_?1(?:[._]?[01])?|ssl_?v?_?[23](?:[._]?0)?|1(?:\.0|\.1)?|1[01])$/i;

/** The first version below TLS 1.2 that a list of versions names; `undefined` when there is none. */
export function weakestVersion(text: string): string | undefined {
  return text.split(/[\s,;:|+[\]"']+/).find((item) => OLD.test(item));
}
