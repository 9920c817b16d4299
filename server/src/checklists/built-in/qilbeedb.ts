import type { Checklist } from '../checklist.ts';
import { FRONT } from '../front-proxies.ts';
import {
  against,
  asserted,
  atRuntime,
  byRule,
  datastores,
  env,
  evidence,
  evidenced,
  inFavour,
  manual,
  NAMES,
  nginx,
  onlyWith,
  rule,
  servers,
  services,
  showing,
  tlsServers,
  toml,
  where,
} from '../items.ts';
import { HEADER_RULES, HSTS_RULES, PORT_RULES, SECRET_RULES } from '../rule-sets.ts';
import { balancerHealth } from '../shared-items.ts';
import { qilbeedbOperations } from './qilbeedb-operations.ts';

const QILBEE = { services: '*qilbee*' } as const;
const DATABASES = { services: `${datastores.services}|${QILBEE.services}` } as const;

/** QilbeeDB, production deployment security checklist. `Lnn`: line of the source document. */
export const qilbeedb: Checklist = {
  name: 'qilbeedb',
  title: 'QilbeeDB: production deployment security checklist',
  source: 'QilbeeDB documentation, production deployment security checklist',
  thresholds: {
    'env/token-lifetime.accessSeconds': 3600,
    'env/short-retention.auditDays': 365,
    'env/rate-limit-disabled.loginAttempts': 5,
    'env/weak-password-policy.length': 12,
    'nginx/hsts-max-age.seconds': 31536000,
  },
  sections: [
    {
      title: '1. Authentication',
      items: [
        byRule(
          'qilbee-admin-default',
          'L6',
          'The default admin password is changed',
          ['secret/default-credential', 'secret/weak', 'secret/placeholder'],
          { env: '*ADMIN*PASSWORD*|*ROOT*PASSWORD*' },
        ),
        asserted(
          'qilbee-password-policy',
          'L8-14',
          'Passwords have 12 characters of four kinds',
          against(rule([...SECRET_RULES, 'secret/password-classes'], { env: NAMES.password })),
          against(rule(['env/weak-password-policy'], { env: '*PASSWORD*' })),
          env('*PASSWORD*MIN*LENGTH*|*PASSWORD_LENGTH*', { min: 12 }),
          against(env('*PASSWORD*REQUIRE*', { equals: 'true' })),
        ),
        byRule(
          'qilbee-jwt',
          'L16, L171',
          'The JWT secret has at least 32 random characters',
          SECRET_RULES,
          { env: NAMES.jwt },
          env(NAMES.jwt, { minLength: 32 }),
        ),
        byRule('qilbee-jwt-placeholder', 'L171', 'The sample JWT secret is replaced', ['secret/placeholder'], {
          env: NAMES.jwt,
        }),
        asserted(
          'qilbee-jwt-exp',
          'L172',
          'Tokens end after an hour',
          env('*JWT*EXP*SECS|*JWT*EXP*SECONDS', { min: 1, max: 3600 }),
        ),
        asserted(
          'qilbee-apikey-exp',
          'L18-20',
          'API keys end after 90 days',
          env('*API_KEY*EXP*DAYS|*API_KEY*ROTATION*DAYS|*API_KEY*MAX_AGE_DAYS', { min: 1, max: 90 }),
        ),
      ],
    },
    {
      title: '2. HTTPS',
      items: [
        asserted(
          'qilbee-https-enforce',
          'L23, L174',
          'HTTPS is enforced',
          env('HTTPS_ENFORCE', { equals: 'true' }, 'HTTPS_*'),
        ),
        asserted(
          'qilbee-https-port',
          'L175',
          'HTTPS answers on its own port',
          env('HTTPS_PORT', { oneOf: ['443', '8443'] }),
        ),
        asserted(
          'qilbee-https-localhost',
          'L176',
          'No exception is made for localhost',
          env('HTTPS_ALLOW_LOCALHOST', { equals: 'false' }),
        ),
        byRule(
          'qilbee-trust-proxy',
          'L177, L82',
          'Forwarded headers are believed only behind a proxy',
          [
            'env/permissive-proxies',
            'env/unbounded-proxy-trust',
            'compose/port-bypasses-proxy',
            'nginx/real-ip-any',
            'nginx/xff-spoofable',
          ],
          { env: '*TRUST_PROXY*|*TRUSTED_PROXIES*' },
          against(rule(['compose/port-bypasses-proxy'], services)),
          // Whoever reaches the server itself writes these headers.
          where(
            '*TRUST_PROXY*',
            'true|1|yes|on',
            against(rule(['compose/port-on-all-interfaces', 'compose/datastore-published'], QILBEE)),
          ),
        ),
        asserted(
          'qilbee-tls-cert',
          'L25, L178-179',
          'Certificate and key are named together',
          env('TLS_CERT_PATH|*SSL_CERT*FILE', { format: 'absolute-path' }, 'TLS_KEY_PATH'),
          env('TLS_KEY_PATH|*SSL_KEY*FILE', { format: 'absolute-path' }, 'TLS_CERT_PATH'),
          nginx('ssl_certificate_key', { present: true }, 'tls-servers'),
        ),
        asserted(
          'qilbee-cert-ca',
          'L27-28',
          'The certificate comes from a trusted authority',
          against(nginx('ssl_certificate', { notMatches: '*snakeoil*|*self*signed*' }, 'tls-servers')),
          against(env('TLS_CERT_PATH|*SSL_CERT*FILE', { notMatches: '*snakeoil*|*self*signed*' })),
          inFavour(nginx('ssl_certificate', { matches: '/etc/letsencrypt/*' }, 'tls-servers')),
          evidence({ services: '*certbot*|*acme*' }),
          ...FRONT.certificate,
        ),
        manual('qilbee-cert-hosts', 'L29', 'The certificate covers every host name', 90),
        evidenced(
          'qilbee-cert-renewal',
          'L30',
          'Certificates renew by themselves',
          { services: '*certbot*|*acme*' },
          ...FRONT.renewal,
        ),
        manual('qilbee-cert-expiry', 'L31', 'The end of the certificate is watched'),
        showing(
          'ssl_protocols',
          byRule(
            'qilbee-tls-min',
            'L180',
            'TLS 1.2 is the oldest version spoken',
            ['nginx/tls-protocols-weak', 'nginx/tls-protocols-missing'],
            tlsServers,
            rule(['env/tls-version'], { env: '*TLS*VERSION*' }),
            rule(['toml/outdated-tls'], { toml: '*tls*|*ssl*' }),
          ),
        ),
      ],
    },
    {
      title: '3. CORS',
      items: [
        byRule(
          'qilbee-cors-origins',
          'L34, L182',
          'Allowed origins are named, with https',
          ['env/permissive-cors', 'env/insecure-origin'],
          { env: NAMES.cors },
          env(NAMES.cors, { format: 'url-https' }),
          against(rule(['nginx/cors-wildcard', 'nginx/cors-reflect-origin', 'nginx/cors-null-origin'], servers)),
          rule(['toml/permissive-cors'], { toml: '*cors*' }),
        ),
        byRule(
          'qilbee-cors-cred',
          'L183',
          'Credentials are not allowed for every origin',
          ['env/cors-credentials'],
          { env: '*CORS*CREDENTIALS*' },
          against(rule(['nginx/cors-wildcard-credentials', 'nginx/cors-reflect-origin'], servers)),
        ),
        asserted(
          'qilbee-cors-maxage',
          'L184',
          'Preflight answers are kept for a day at most',
          env('*CORS*MAX_AGE*', { min: 0, max: 86400 }),
        ),
        asserted(
          'qilbee-cors-permissive',
          'L185',
          'The permissive mode is off',
          env('*CORS_PERMISSIVE', { equals: 'false' }),
          toml('*permissive-cors|*permissive_cors', { equals: 'false' }),
        ),
        atRuntime(
          'qilbee-cors-verify',
          'L36, L223-233',
          'A foreign origin is not reflected',
          "curl -sI -X OPTIONS https://<your host>/api/v1/health -H 'Origin: https://foreign.example' -H 'Access-Control-Request-Method: GET'",
          'no Access-Control-Allow-Origin: https://foreign.example',
        ),
      ],
    },
    {
      title: '4. Security headers',
      items: [
        byRule(
          'qilbee-hsts',
          'L42, L209',
          'HSTS for a year with subdomains',
          HSTS_RULES,
          tlsServers,
          rule(['env/short-hsts'], { env: '*HSTS*' }),
        ),
        byRule(
          'qilbee-nosniff',
          'L42',
          'X-Content-Type-Options: nosniff',
          ['nginx/xcto-invalid', ...HEADER_RULES],
          tlsServers,
          nginx('add_header', { matches: 'x-content-type-options nosniff*' }, 'tls-servers'),
        ),
        byRule(
          'qilbee-xfo',
          'L42, L217',
          'X-Frame-Options: DENY',
          ['nginx/xfo-invalid', ...HEADER_RULES],
          tlsServers,
          nginx('add_header', { matches: 'x-frame-options deny*' }, 'tls-servers'),
        ),
        manual('qilbee-xxss', 'L42', 'X-XSS-Protection is decided (browsers have removed the filter)'),
        byRule(
          'qilbee-csp',
          'L42',
          'A restrictive Content-Security-Policy',
          ['nginx/csp-missing', 'nginx/csp-unsafe', ...HEADER_RULES],
          tlsServers,
          nginx('add_header', { matches: 'content-security-policy *' }, 'tls-servers'),
        ),
        byRule(
          'qilbee-referrer',
          'L42',
          'Referrer-Policy: strict-origin-when-cross-origin',
          HEADER_RULES,
          tlsServers,
          // The listed policy, or one that tells less.
          nginx(
            'add_header',
            {
              matches:
                'referrer-policy strict-origin-when-cross-origin*|referrer-policy strict-origin|referrer-policy strict-origin always|referrer-policy same-origin*|referrer-policy no-referrer|referrer-policy no-referrer always',
            },
            'tls-servers',
          ),
        ),
        byRule(
          'qilbee-permissions',
          'L42',
          'A restrictive Permissions-Policy',
          HEADER_RULES,
          tlsServers,
          nginx('add_header', { matches: 'permissions-policy *' }, 'tls-servers'),
        ),
      ],
    },
    {
      title: '5. and 6. Rate limits and lockout',
      items: [
        asserted(
          'qilbee-ratelimit',
          'L45',
          'Requests are limited',
          nginx('limit_req', { present: true }, 'proxied', { some: true }),
          env('*RATE_LIMIT*ENABLED', { equals: 'true' }),
          ...FRONT.rateLimit,
        ),
        manual('qilbee-ratelimit-mon', 'L47', 'More than 100 violations an hour are noticed'),
        asserted(
          'qilbee-lockout',
          'L49-53',
          'Accounts lock after five failed attempts',
          env(
            '*LOCKOUT*ATTEMPTS*|*LOCKOUT*THRESHOLD*|*MAX_LOGIN_ATTEMPTS|*MAX_FAILED_ATTEMPTS',
            { min: 1, max: 5 },
            undefined,
            { default: { image: QILBEE.services, value: '5' } },
          ),
        ),
        manual('qilbee-lockout-mon', 'L55', 'Locked accounts are watched'),
      ],
    },
    {
      title: '7. Audit log',
      items: [
        asserted(
          'qilbee-audit-path',
          'L58, L187',
          'The audit log has a path of its own',
          env('*AUDIT_LOG_PATH', { format: 'absolute-path' }, '*AUDIT_*'),
        ),
        asserted(
          'qilbee-audit-rotate',
          'L60-61, L189',
          'Audit files rotate at 50 MiB',
          env('*AUDIT_MAX_FILE_SIZE', { min: 1, max: 52428800 }, '*AUDIT_LOG_PATH'),
        ),
        manual('qilbee-audit-archive', 'L62', 'Old audit files are archived'),
        asserted(
          'qilbee-audit-retention',
          'L64, L188',
          'Audit logs are kept for 365 days',
          env('*AUDIT*RETENTION_DAYS', { min: 365 }, '*AUDIT_LOG_PATH'),
        ),
        // A collector is not yet a SIEM: what the list names is Elasticsearch and Splunk.
        evidenced(
          'qilbee-siem',
          'L66-69',
          'Logs reach a SIEM with alerts and dashboards',
          { compose: 'logging.driver', value: 'splunk' },
          { services: '*filebeat*|*elastic-agent*|*logstash*|*splunk*|*wazuh*|*graylog*' },
          { env: '*SPLUNK*URL|*SPLUNK*HEC*|*SIEM*' },
        ),
      ],
    },
    {
      title: '8. to 10. Network',
      items: [
        showing(
          'ports',
          byRule(
            'qilbee-fw-in',
            'L73',
            'Inbound traffic is restricted',
            [...PORT_RULES, 'compose/host-network'],
            services,
          ),
        ),
        manual('qilbee-fw-out', 'L75-77', 'Outbound traffic is restricted to what is needed'),
        balancerHealth('qilbee-lb-health', 'L80', 'The load balancer sees which servers are healthy'),
        asserted(
          'qilbee-xff',
          'L82',
          'X-Forwarded headers are set by the proxy',
          nginx('proxy_set_header', { matches: 'x-forwarded-for *' }, 'proxied'),
          nginx('proxy_set_header', { matches: 'x-forwarded-proto *' }, 'proxied'),
        ),
        manual('qilbee-net-subnet', 'L84', 'The servers are in a private subnet'),
        manual('qilbee-net-policies', 'L85', 'Network policies are in place'),
        onlyWith(
          DATABASES,
          showing(
            'ports',
            byRule(
              'qilbee-db-internet',
              'L86',
              'No database is reachable from the internet',
              ['compose/datastore-published', 'compose/host-network', 'compose/port-on-all-interfaces'],
              DATABASES,
            ),
          ),
        ),
        manual('qilbee-net-bastion', 'L87', 'Administrators come through a bastion host'),
      ],
    },
    ...qilbeedbOperations,
  ],
};
