/** What Mozilla's server side TLS guideline 6.0 (2026-04-06) asks of nginx. */
export interface TlsLevel {
  readonly protocols: readonly string[];
  /** `undefined`: TLS 1.3 only, the list has no effect. */
  readonly ciphers: string | undefined;
}

// https://ssl-config.mozilla.org/guidelines/6.0.json; the profile `old` no longer exists.
const MODERN: TlsLevel = { protocols: ['TLSv1.3'], ciphers: undefined };
const INTERMEDIATE: TlsLevel = {
  protocols: ['TLSv1.2', 'TLSv1.3'],
  ciphers: [
    'ECDHE-ECDSA-AES128-GCM-SHA256',
    'ECDHE-RSA-AES128-GCM-SHA256',
    'ECDHE-ECDSA-AES256-GCM-SHA384',
    'ECDHE-RSA-AES256-GCM-SHA384',
    'ECDHE-ECDSA-CHACHA20-POLY1305',
    'ECDHE-RSA-CHACHA20-POLY1305',
  ].join(':'),
};

/** The guideline's profile of that name. */
export function tlsLevel(name: 'modern' | 'intermediate'): TlsLevel {
  return name === 'modern' ? MODERN : INTERMEDIATE;
}

/** The protocols by age, as nginx spells them; it compares without case. */
export const TLS_PROTOCOLS: readonly string[] = ['SSLv2', 'SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

/** nginx's spelling of a protocol; `undefined` for anything else (a variable, a typo). */
export function protocolNamed(word: string): string | undefined {
  return TLS_PROTOCOLS.find((name) => name.toLowerCase() === word.toLowerCase());
}

/** Deprecated by RFC 6176, RFC 7568 and RFC 8996. */
export function isWeakProtocol(name: string): boolean {
  return TLS_PROTOCOLS.indexOf(name) < TLS_PROTOCOLS.indexOf('TLSv1.2');
}
