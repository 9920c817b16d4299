/** Rules that several built-in checklists ask for together. */

/** A secret that can be guessed, looked up or worked out. */
export const SECRET_RULES: readonly string[] = [
  'secret/weak',
  'secret/placeholder',
  'secret/default-credential',
  'secret/published-default',
  'secret/short',
];

/** Protective headers that are missing, lost on the way or doubled. */
export const HEADER_RULES: readonly string[] = [
  'nginx/security-headers-missing',
  'nginx/security-header-not-always',
  'nginx/add-header-inheritance',
  'nginx/duplicate-security-header',
];

/** Everything that keeps Strict-Transport-Security from working. */
export const HSTS_RULES: readonly string[] = [
  'nginx/hsts-missing',
  'nginx/hsts-max-age',
  'nginx/hsts-max-age-zero',
  'nginx/hsts-not-always',
  'nginx/hsts-dropped',
  'nginx/hsts-invalid',
  // While the site is served in clear as well, `hsts-missing` waits for the redirect.
  'nginx/https-redirect-missing',
  'nginx/http-and-https-same-server',
];

/** Ports of a deployment that are reachable and should not be. */
export const PORT_RULES: readonly string[] = [
  'compose/port-on-all-interfaces',
  'compose/datastore-published',
  'compose/admin-interface-published',
  'compose/port-bypasses-proxy',
];

/** Health checks that are missing or cannot work. */
export const HEALTH_RULES: readonly string[] = ['compose/missing-healthcheck', 'compose/broken-healthcheck'];

/** Sites that answer in clear although they have HTTPS. */
export const REDIRECT_RULES: readonly string[] = ['nginx/https-redirect-missing', 'nginx/http-and-https-same-server'];
