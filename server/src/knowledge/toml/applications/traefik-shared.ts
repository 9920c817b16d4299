import { absent, bad, flag, isTrue, list } from '../setting.ts';

const TRUST_ALL = 'lets any client forge its address; trust the proxies’ addresses instead';
const TRUST_NOBODY = { set: false, consequence: 'set trustedIPs for proxies in front' } as const;

/** Whom an entry point believes about the client's address: the same keys in Traefik 1 and later. */
export const CLIENT_ADDRESSES = [
  flag(
    'entryPoints.*.forwardedHeaders.insecure',
    'Trusts X-Forwarded-* from everybody.',
    bad('spoofable-client-address', 'high', isTrue, TRUST_ALL, TRUST_NOBODY),
  ),
  list(
    'entryPoints.*.forwardedHeaders.trustedIPs',
    'Proxies whose X-Forwarded-* headers are believed.',
    bad('spoofable-client-address', 'high', { hasItem: ['0.0.0.0/0', '::/0'] }, TRUST_ALL),
  ),
  flag(
    'entryPoints.*.proxyProtocol.insecure',
    'Accepts PROXY protocol from everybody.',
    bad('spoofable-client-address', 'high', isTrue, TRUST_ALL, TRUST_NOBODY),
  ),
];

/** A provider that speaks to the Docker API without TLS: another machine, or an engine in a container beside. */
export const PLAIN_DOCKER_API = [
  bad(
    'excessive-privilege',
    'critical',
    { test: 'remote-tcp-url' },
    'reaches the Docker API over plain TCP; use a socket proxy or TLS',
    { also: { tls: absent } },
  ),
  bad(
    'excessive-privilege',
    'medium',
    { test: 'engine-tcp-url' },
    'needs the whole Docker API open without TLS; use a socket proxy or TLS',
    { also: { tls: absent } },
  ),
];

/** Users of a basic login by how soon a hash is cracked. */
export const WEAK_HASHES = [
  bad(
    'weak-password-policy',
    'medium',
    { test: 'fast-password-hash' },
    'has a hash that is cracked in hours; use bcrypt',
  ),
  bad('weak-password-policy', 'low', { test: 'dated-password-hash' }, 'has an MD5 hash, soon cracked; use bcrypt'),
];

/** Users of a digest login. */
export const DIGEST_HASH = bad(
  'weak-password-policy',
  'medium',
  { test: 'digest-password' },
  'opens the login to whoever reads the file; use basicAuth with bcrypt',
);

const REQUIRE = { set: 'RequireAndVerifyClientCert', consequence: 'clients without a valid one are refused' } as const;

/** The words of Go's `tls.ClientAuthType` that check no certificate (https://github.com/traefik/traefik/blob/master/pkg/tls/tls.go). */
const UNCHECKED = ['RequestClientCert', 'RequireAnyClientCert'];

/** Client certificates that keep nobody out; with authorities named beside, somebody believes that they do. */
export const UNCHECKED_CLIENT_CERTIFICATE = [
  bad(
    'auth-disabled',
    'high',
    { is: UNCHECKED },
    'leaves caFiles unused and lets everybody in; set "RequireAndVerifyClientCert"',
    { ...REQUIRE, also: { caFiles: { test: 'not-empty' } } },
  ),
  bad(
    'auth-disabled',
    'medium',
    { is: UNCHECKED },
    'never checks a client certificate; set "RequireAndVerifyClientCert" and caFiles',
  ),
];
