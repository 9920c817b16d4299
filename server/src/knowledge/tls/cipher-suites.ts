import data from '../../data/cipher-suites.json' with { type: 'json' };

/** One TLS <= 1.2 cipher suite as OpenSSL names and describes it (`openssl ciphers -v`). */
export interface CipherSuite {
  readonly name: string;
  /** The first protocol that knows it: `ssl3`, `1.0`, `1.2`. */
  readonly protocol: string;
  /** Key exchange: `ECDH` and `DH` are ephemeral, `RSA` and the fixed `ECDHr`, `DHr` give no forward secrecy. */
  readonly exchange: string;
  /** Authentication; `None` is anonymous. */
  readonly authentication: string;
  /** `AES128`, `AESGCM256`, `CHACHA20`, `3DES`, `RC4`, `NULL` … */
  readonly encryption: string;
  /** `AEAD`, `SHA1`, `SHA256`, `SHA384`, `MD5`. */
  readonly mac: string;
  /** In OpenSSL's own `DEFAULT` list. */
  readonly isDefault: boolean;
  /** Left out of today's OpenSSL builds; only a list that names it outright still asks for it. */
  readonly isLegacy: boolean;
}

/** TLS 1.3 suites are chosen by `ssl_conf_command Ciphersuites`; in `ssl_ciphers` OpenSSL skips these names silently. */
export const TLS13_SUITES: readonly string[] = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'TLS_AES_128_CCM_SHA256',
  'TLS_AES_128_CCM_8_SHA256',
];

// Certificates with a fixed (EC)DH key: gone since OpenSSL 1.1.0, still named in lists copied from older guides.
const FIXED_KEY = ['AES128-GCM-SHA256', 'AES256-GCM-SHA384', 'AES128-SHA256', 'AES128-SHA', 'AES256-SHA'].flatMap(
  (end) => ['ECDH-RSA', 'ECDH-ECDSA', 'DH-RSA', 'DH-DSS'].map((start) => fixedKeySuite(start, end)),
);

/** Every TLS <= 1.2 suite OpenSSL knows or knew. */
export const CIPHER_SUITES: readonly CipherSuite[] = [
  ...data.current.map((row) => suite(row, false)),
  ...data.legacy.map((row) => suite(row, true)),
  ...FIXED_KEY,
];

/** Name, protocol, key exchange, authentication, encryption, MAC, and `-` for what is outside DEFAULT. */
function suite(cells: readonly string[], isLegacy: boolean): CipherSuite {
  const [name = '', protocol = '', exchange = '', authentication = '', encryption = '', mac = '', mark] = cells;
  const isDefault = !isLegacy && mark !== '-';
  return { name, protocol, exchange, authentication, encryption, mac, isDefault, isLegacy };
}

function fixedKeySuite(start: string, end: string): CipherSuite {
  const [size = '', ...rest] = end.split('-');
  const encryption = rest.length > 1 ? size.replace('AES', 'AESGCM') : size;
  const mac = rest.length > 1 ? 'AEAD' : rest[0] === 'SHA' ? 'SHA1' : (rest[0] ?? 'SHA1');
  const exchange = start.startsWith('EC') ? 'ECDHr' : 'DHr';
  return suite([`${start}-${end}`, mac === 'SHA1' ? 'ssl3' : '1.2', exchange, 'RSA', encryption, mac], true);
}
