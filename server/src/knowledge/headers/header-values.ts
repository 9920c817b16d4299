import { FRAME_OPTIONS, NOSNIFF, PERMISSIONS_POLICY, REFERRER_POLICIES, REFERRER_POLICY } from './security-headers.ts';

/** Lower-case name to values a server sends, the one to begin with first. Tokens of the headers' specifications (MDN, OWASP Secure Headers). */
const RESPONSE: Readonly<Record<string, readonly string[]>> = {
  'cache-control': ['no-store', 'no-cache', 'private, no-cache', 'public, max-age=31536000, immutable'],
  'content-security-policy': ["default-src 'self'", "default-src 'self'; object-src 'none'; frame-ancestors 'self'"],
  'cross-origin-embedder-policy': ['require-corp', 'credentialless'],
  'cross-origin-opener-policy': ['same-origin', 'same-origin-allow-popups'],
  'cross-origin-resource-policy': ['same-origin', 'same-site', 'cross-origin'],
  'permissions-policy': [PERMISSIONS_POLICY.value ?? ''],
  'referrer-policy': [
    REFERRER_POLICY.value ?? '',
    ...Object.entries(REFERRER_POLICIES).flatMap(([token, grade]) =>
      grade === 'safe' && token !== REFERRER_POLICY.value ? [token] : [],
    ),
  ],
  'strict-transport-security': ['max-age=31536000', 'max-age=31536000; includeSubDomains'],
  'timing-allow-origin': ['https://example.com'],
  vary: ['Origin', 'Accept-Encoding'],
  'x-content-type-options': [NOSNIFF.value ?? ''],
  'x-frame-options': [FRAME_OPTIONS.value ?? '', 'DENY'],
  'x-permitted-cross-domain-policies': ['none'],
  'x-robots-tag': ['noindex, nofollow', 'none'],
};

/** Lower-case name to what a proxy tells the application, in nginx's variables. */
const REQUEST: Readonly<Record<string, readonly string[]>> = {
  authorization: [''],
  connection: ['upgrade', '$connection_upgrade', ''],
  host: ['$host', '$http_host', '$proxy_host'],
  upgrade: ['$http_upgrade'],
  'x-forwarded-for': ['$proxy_add_x_forwarded_for', '$remote_addr'],
  'x-forwarded-host': ['$host'],
  'x-forwarded-port': ['$server_port'],
  'x-forwarded-proto': ['$scheme'],
  'x-real-ip': ['$remote_addr'],
  'x-request-id': ['$request_id'],
};

/** Headers of answers that say more of the server than visitors need: what proxies hide. */
export const TELLING_HEADERS: readonly string[] = [
  'Server',
  'X-Powered-By',
  'X-AspNet-Version',
  'X-Runtime',
  'X-Generator',
];

/** Headers a proxy usually sets for the application behind it, the most frequent first. */
export const PROXY_HEADERS: readonly string[] = [
  'Host',
  'X-Forwarded-For',
  'X-Forwarded-Proto',
  'X-Real-IP',
  'Upgrade',
  'Connection',
  'X-Forwarded-Host',
  'X-Forwarded-Port',
  'X-Request-Id',
  'Authorization',
];

/** Values for a header of an answer or of a passed request; empty when nothing is usual. Case of the name does not matter. */
export function headerValues(side: 'response' | 'request', name: string): readonly string[] {
  const table = side === 'response' ? RESPONSE : REQUEST;
  const lower = name.toLowerCase();
  return Object.hasOwn(table, lower) ? (table[lower] ?? []) : [];
}
