/** What two findings share when one of them makes the other a detail. */
export type Shared = 'service' | 'port' | 'server' | 'block';

/** A rule whose findings make others a detail: while the greater one is there, repairing the lesser changes little. */
export interface Greater {
  readonly rule: string;
  readonly share: Shared;
  readonly lesser: readonly string[];
}

/** What does not matter in a container that owns the host anyway. */
const CONFINEMENT: readonly string[] = [
  'compose/capabilities-not-dropped',
  'compose/capability-added',
  'compose/dangerous-capability',
  'compose/host-device',
  'compose/host-namespace',
  'compose/new-privileges-allowed',
  'compose/parent-cgroup',
  'compose/root-user',
  'compose/security-options-unset',
  'compose/security-profile-disabled',
  'compose/sensitive-host-path',
  'compose/shared-mount-propagation',
  'compose/unsafe-tmpfs-options',
  'compose/user-unset',
  'compose/writable-root-filesystem',
];

/** `CONFINEMENT` without what a rule is itself. */
function confinementBut(...rules: readonly string[]): readonly string[] {
  return CONFINEMENT.filter((rule) => !rules.includes(rule));
}

/**
 * Greater rules, their lesser ones and what the two findings must share. Presentation only: a lesser finding keeps its fingerprint, its
 * severity, its suppression and its fix, and stands alone where the greater one is not, or is less severe.
 */
export const GREATER: readonly Greater[] = [
  // Each of them is root on the host, whatever else confines the container.
  { rule: 'compose/privileged-container', share: 'service', lesser: CONFINEMENT },
  { rule: 'compose/docker-socket', share: 'service', lesser: CONFINEMENT },
  { rule: 'compose/host-device', share: 'service', lesser: confinementBut('compose/host-device') },
  // A proxy that lets containers be started makes its own socket mount the smaller half.
  { rule: 'compose/socket-proxy-too-open', share: 'service', lesser: ['compose/docker-socket'] },
  // With every capability or the host's files the default confinement is gone as well.
  {
    rule: 'compose/dangerous-capability',
    share: 'service',
    lesser: [
      'compose/capabilities-not-dropped',
      'compose/capability-added',
      'compose/new-privileges-allowed',
      'compose/security-options-unset',
    ],
  },
  {
    rule: 'compose/security-profile-disabled',
    share: 'service',
    lesser: ['compose/new-privileges-allowed', 'compose/security-options-unset'],
  },
  { rule: 'compose/capabilities-not-dropped', share: 'service', lesser: ['compose/capability-added'] },
  { rule: 'compose/new-privileges-allowed', share: 'service', lesser: ['compose/security-options-unset'] },
  // Every port is open on the host's network: what is said of published ports is said by it.
  {
    rule: 'compose/host-network',
    share: 'service',
    lesser: ['compose/admin-interface-published', 'compose/conflicting-network-mode', 'compose/datastore-published'],
  },
  // One port: that it leads to the data, or past the proxy, is the reason to bind it.
  {
    rule: 'compose/datastore-published',
    share: 'port',
    lesser: ['compose/port-bypasses-proxy', 'compose/port-on-all-interfaces', 'compose/privileged-port'],
  },
  {
    rule: 'compose/open-relay',
    share: 'port',
    lesser: ['compose/port-bypasses-proxy', 'compose/port-on-all-interfaces', 'compose/privileged-port'],
  },
  {
    rule: 'compose/admin-interface-published',
    share: 'port',
    lesser: ['compose/port-bypasses-proxy', 'compose/port-on-all-interfaces', 'compose/privileged-port'],
  },
  {
    rule: 'compose/port-bypasses-proxy',
    share: 'port',
    lesser: ['compose/port-on-all-interfaces', 'compose/privileged-port'],
  },
  { rule: 'compose/port-on-all-interfaces', share: 'port', lesser: ['compose/privileged-port'] },
  { rule: 'compose/insecure-traefik', share: 'service', lesser: ['compose/admin-interface-published'] },
  // Limits are set in one place, all of them together.
  {
    rule: 'compose/missing-resource-limits',
    share: 'service',
    lesser: [
      'compose/memory-not-reserved',
      'compose/missing-cpu-limit',
      'compose/missing-pids-limit',
      'compose/unbounded-tmpfs',
    ],
  },
  // A version, or a digest of one: the same line.
  { rule: 'compose/mutable-image-tag', share: 'service', lesser: ['compose/image-without-digest'] },
  // One switch under two rules: the program asks nobody for a password.
  {
    rule: 'compose/authentication-disabled',
    share: 'service',
    lesser: ['compose/missing-credentials', 'compose/unprotected-cache', 'env/authentication-disabled'],
  },
  {
    rule: 'compose/missing-credentials',
    share: 'service',
    lesser: ['compose/unprotected-cache', 'env/empty-password-allowed'],
  },
  // the key is empty, and the image ends because of it
  { rule: 'compose/required-setting-missing', share: 'service', lesser: ['secret/empty'] },
  { rule: 'compose/docker-api-unencrypted', share: 'service', lesser: ['env/docker-api-unencrypted'] },
  { rule: 'compose/permissive-cors', share: 'service', lesser: ['env/permissive-cors'] },
  { rule: 'compose/development-mode', share: 'service', lesser: ['env/development-mode'] },
  { rule: 'env/cors-credentials', share: 'service', lesser: ['env/permissive-cors'] },
  // While a site is also served in clear, HSTS on its other half protects nobody who types the name.
  { rule: 'nginx/https-redirect-missing', share: 'server', lesser: ['nginx/hsts-missing'] },
  {
    rule: 'nginx/http-and-https-same-server',
    share: 'server',
    lesser: ['nginx/hsts-missing', 'nginx/https-redirect-missing'],
  },
  // The same word at the end of the lines of one block.
  { rule: 'nginx/security-header-not-always', share: 'block', lesser: ['nginx/hsts-not-always'] },
  {
    rule: 'nginx/security-headers-missing',
    share: 'server',
    lesser: ['nginx/csp-missing', 'nginx/permissions-policy-missing'],
  },
  { rule: 'nginx/tls-ciphers-weak', share: 'block', lesser: ['nginx/tls-ciphers-no-forward-secrecy'] },
  { rule: 'nginx/cors-wildcard-credentials', share: 'block', lesser: ['nginx/cors-wildcard'] },
];
