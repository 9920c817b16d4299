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

/** A provider that speaks to the Docker API without TLS. */
export const PLAIN_DOCKER_API = bad(
  'excessive-privilege',
  'critical',
  { test: 'remote-tcp-url' },
  'reaches the Docker API over plain TCP; use a socket proxy or TLS',
  { also: { tls: absent } },
);
