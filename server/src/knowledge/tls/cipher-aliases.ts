import type { CipherSuite } from './cipher-suites.ts';

type Selector = (suite: CipherSuite) => boolean;

const exchange =
  (...names: readonly string[]): Selector =>
  (suite) =>
    names.includes(suite.exchange);
const authentication =
  (...names: readonly string[]): Selector =>
  (suite) =>
    names.includes(suite.authentication);
const encryption =
  (...starts: readonly string[]): Selector =>
  (suite) =>
    starts.some((start) => suite.encryption.startsWith(start));
const mac =
  (name: string): Selector =>
  (suite) =>
    suite.mac === name;
const both =
  (a: Selector, b: Selector): Selector =>
  (suite) =>
    a(suite) && b(suite);

const nothing: Selector = () => false;
const isNull: Selector = (suite) => suite.encryption === 'NULL';
const isAnonymous: Selector = (suite) => suite.authentication === 'None';
const isExport: Selector = (suite) => suite.encryption === 'EXPORT';
const isLow: Selector = (suite) => suite.encryption === 'DES';
const isMedium = encryption('3DES', 'RC4', 'IDEA', 'SEED');
const isHigh: Selector = (suite) => !isNull(suite) && !isExport(suite) && !isLow(suite) && !isMedium(suite);
const isNamed: Selector = (suite) => !isAnonymous(suite);
const aesGcm = encryption('AESGCM');
const aesCcm = encryption('AESCCM');
const size =
  (bits: '128' | '256'): Selector =>
  (suite) =>
    suite.encryption.endsWith(bits);
// `AESCCM8128` ends with its key size as well.
const aes: Selector = encryption('AES');

// The words of ssl_ciph.c's `cipher_aliases` (https://github.com/openssl/openssl/blob/openssl-3.0/ssl/ssl_ciph.c) and the ones
// only 1.0.x had; the retired ones that no suite is left for select nothing, which is what OpenSSL does with them.
const RETIRED =
  'kGOST aGOST aGOST01 aGOST94 aGOST12 GOST GOST89 GOST89MAC GOST94 GOST12 KRB5 kKRB5 aKRB5 kFZA aFZA eFZA FZA SSLv2';

/** What each alias of a cipher string selects. Names are case-sensitive, as in OpenSSL. */
export const ALIASES: ReadonlyMap<string, Selector> = new Map<string, Selector>([
  ['ALL', (suite) => !isNull(suite)],
  ['COMPLEMENTOFALL', isNull],
  ['COMPLEMENTOFDEFAULT', (suite) => !suite.isDefault && !isNull(suite)],
  ['kRSA', exchange('RSA')],
  ['kEDH', exchange('DH')],
  ['kDHE', exchange('DH')],
  ['DH', exchange('DH')],
  ['kDHr', exchange('DHr')],
  ['kDHd', nothing],
  ['kDH', exchange('DHr')],
  ['aDH', exchange('DHr')],
  ['kEECDH', exchange('ECDH')],
  ['kECDHE', exchange('ECDH')],
  ['ECDH', exchange('ECDH')],
  ['kECDHr', exchange('ECDHr')],
  ['kECDHe', exchange('ECDHr')],
  ['kECDH', exchange('ECDHr')],
  ['aECDH', exchange('ECDHr')],
  ['kPSK', exchange('PSK')],
  ['kRSAPSK', exchange('RSAPSK')],
  ['kECDHEPSK', exchange('ECDHEPSK')],
  ['kDHEPSK', exchange('DHEPSK')],
  ['kSRP', exchange('SRP')],
  ['SRP', exchange('SRP')],
  ['aRSA', authentication('RSA')],
  ['aDSS', authentication('DSS')],
  ['DSS', authentication('DSS')],
  ['aECDSA', authentication('ECDSA')],
  ['ECDSA', authentication('ECDSA')],
  ['aPSK', authentication('PSK')],
  ['aSRP', authentication('SRP')],
  ['aNULL', isAnonymous],
  ['EDH', both(exchange('DH'), isNamed)],
  ['DHE', both(exchange('DH'), isNamed)],
  ['EECDH', both(exchange('ECDH'), isNamed)],
  ['ECDHE', both(exchange('ECDH'), isNamed)],
  ['ADH', both(exchange('DH'), isAnonymous)],
  ['AECDH', both(exchange('ECDH'), isAnonymous)],
  ['RSA', both(exchange('RSA'), authentication('RSA'))],
  ['PSK', exchange('PSK', 'RSAPSK', 'ECDHEPSK', 'DHEPSK')],
  ['NULL', isNull],
  ['eNULL', isNull],
  ['DES', isLow],
  ['3DES', encryption('3DES')],
  ['RC2', (suite) => suite.name.includes('RC2')],
  ['RC4', encryption('RC4')],
  ['IDEA', encryption('IDEA')],
  ['SEED', encryption('SEED')],
  ['AES128', both(aes, size('128'))],
  ['AES256', both(aes, size('256'))],
  ['AES', aes],
  ['AESGCM', aesGcm],
  ['AESCCM', aesCcm],
  ['AESCCM8', encryption('AESCCM8')],
  ['CAMELLIA128', encryption('CAMELLIA128')],
  ['CAMELLIA256', encryption('CAMELLIA256')],
  ['CAMELLIA', encryption('CAMELLIA')],
  ['CHACHA20', encryption('CHACHA20')],
  ['ARIA', encryption('ARIA')],
  ['ARIAGCM', encryption('ARIAGCM')],
  ['ARIA128', both(encryption('ARIA'), size('128'))],
  ['ARIA256', both(encryption('ARIA'), size('256'))],
  // Only OpenSSL >= 3.2 knows it; older ones skip it.
  ['CBC', (suite) => suite.mac !== 'AEAD' && !isNull(suite) && !encryption('RC4')(suite)],
  ['MD5', mac('MD5')],
  ['SHA1', mac('SHA1')],
  ['SHA', mac('SHA1')],
  ['SHA256', mac('SHA256')],
  ['SHA384', mac('SHA384')],
  ['SSLv3', (suite) => suite.protocol === 'ssl3'],
  ['TLSv1', (suite) => suite.protocol === '1.0'],
  ['TLSv1.0', (suite) => suite.protocol === '1.0'],
  ['TLSv1.2', (suite) => suite.protocol === '1.2'],
  ['EXP', isExport],
  ['EXPORT', isExport],
  ['EXPORT40', isExport],
  ['EXPORT56', (suite) => suite.name.startsWith('EXP1024-')],
  ['EXP56', (suite) => suite.name.startsWith('EXP1024-')],
  ['EXP40', isExport],
  ['LOW', isLow],
  ['MEDIUM', isMedium],
  ['HIGH', isHigh],
  [
    'FIPS',
    (suite) => isHigh(suite) && suite.exchange !== 'SRP' && !encryption('CAMELLIA', 'CHACHA', 'ARIA', 'AESCCM')(suite),
  ],
  ...RETIRED.split(' ').map((name): [string, Selector] => [name, nothing]),
]);

/** Words that ask for suites today's builds leave out: to write one is to want it. */
export const LEGACY_ALIASES: ReadonlySet<string> = new Set(
  '3DES DES RC2 RC4 IDEA SEED EXP EXPORT EXPORT40 EXPORT56 EXP40 EXP56 LOW MEDIUM kDHr kDHd kDH aDH kECDHr kECDHe kECDH aECDH MD5'.split(
    ' ',
  ),
);

/** Words that ask for suites without encryption or without a certificate. */
export const STRENGTH_ALIASES: ReadonlySet<string> = new Set('NULL eNULL aNULL ADH AECDH COMPLEMENTOFALL'.split(' '));
