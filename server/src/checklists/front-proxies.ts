import type { Check, Finder } from './checklist.ts';
import { evidence, toml } from './items.ts';

/**
 * What other programs than nginx show when they stand in front. Traefik: options on its command line and keys of its dynamic files,
 * https://doc.traefik.io/traefik/reference/static-configuration/cli/. Caddy gets certificates, renews them, redirects plain HTTP and
 * speaks TLS 1.2 and 1.3 by itself, https://caddyserver.com/docs/automatic-https.
 */
const CADDY: Finder = { services: 'caddy|*/caddy' };
const DATA = '*headers.';

export const FRONT = {
  redirect: [
    evidence({ command: '*redirections.entrypoint.to=*' }),
    evidence({ toml: '*redirections.entryPoint.to' }),
    evidence(CADDY),
  ],
  certificate: [
    evidence({ command: '*tls.certresolver=*|*certificatesresolvers.*acme*' }),
    evidence({ toml: '*certResolver|*certificatesResolvers*acme*|*tls.certificates*certFile' }),
    evidence(CADDY),
  ],
  renewal: [{ command: '*certificatesresolvers.*acme*' }, { toml: '*certificatesResolvers*acme*' }, CADDY],
  protocols: [evidence({ toml: '*tls.options.*minVersion', value: 'VersionTLS12|VersionTLS13' }), evidence(CADDY)],
  rateLimit: [evidence({ toml: '*rateLimit.average' }), evidence({ command: '*ratelimit.average=*' })],
  accessLog: [evidence({ command: '--accesslog*' }), evidence({ toml: 'accessLog.*' })],
  health: [evidence({ toml: '*loadBalancer.healthCheck.path' })],
  upstream: { toml: '*loadBalancer.servers*url' },
  hsts: [toml(`${DATA}stsSeconds`, { min: 31_536_000 })],
  nosniff: [toml(`${DATA}contentTypeNosniff`, { equals: 'true' })],
  frame: [toml(`${DATA}frameDeny`, { equals: 'true' })],
  policy: [toml(`${DATA}contentSecurityPolicy`, { present: true })],
  referrer: [
    toml(`${DATA}referrerPolicy`, {
      oneOf: ['strict-origin-when-cross-origin', 'strict-origin', 'same-origin', 'no-referrer'],
    }),
  ],
  permissions: [toml(`${DATA}permissionsPolicy`, { present: true })],
} as const satisfies Readonly<Record<string, readonly Check[] | readonly Finder[] | Finder>>;
