import type { Section } from '../checklist.ts';
import { FRONT } from '../front-proxies.ts';
import {
  against,
  anyOf,
  asserted,
  byRule,
  compose,
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
} from '../items.ts';
import { HEADER_RULES, HSTS_RULES, PORT_RULES, REDIRECT_RULES, SECRET_RULES } from '../rule-sets.ts';
import { balancerHealth, ordinaryUrl } from '../shared-items.ts';

const POSTGRES = { services: 'postgres|*/postgresql|*/postgres|*timescaledb*|*postgis*|*pgvector*' } as const;
const REDIS = { services: 'redis|*/redis|*/redis-stack*|*/valkey|*keydb*' } as const;
/** Keys of applications; a public key or the id of one is none. */
const KEYS = '*SECRET_KEY|*SECRET|*ENCRYPTION_KEY|*SIGNING_KEY|*MASTER_KEY';
const REDIS_IMAGES = REDIS.services;

/** BDC: security, network, TLS and infrastructure. `Lnn`: line of the source document. */
export const bdcSecurity: readonly Section[] = [
  {
    title: 'Secret keys',
    items: [
      byRule(
        'bdc-secret-key',
        'L7',
        'SECRET_KEY is random, 50 characters or more',
        SECRET_RULES,
        { env: 'SECRET_KEY|DJANGO_SECRET_KEY|FLASK_SECRET_KEY' },
        env('SECRET_KEY|DJANGO_SECRET_KEY|FLASK_SECRET_KEY', { minLength: 50 }),
      ),
      byRule(
        'bdc-jwt-secret-key',
        'L8',
        'JWT_SECRET_KEY is random, 50 characters or more',
        SECRET_RULES,
        { env: NAMES.jwt },
        env(NAMES.jwt, { minLength: 50 }),
      ),
      byRule(
        'bdc-backup-key',
        'L9',
        'BACKUP_ENCRYPTION_KEY is a Fernet key',
        ['secret/weak', 'secret/placeholder', 'secret/wrong-format'],
        { env: 'BACKUP_ENCRYPTION_KEY' },
        env('BACKUP_ENCRYPTION_KEY', { format: 'fernet' }),
      ),
      asserted(
        'bdc-same-secret',
        'L7-9',
        'Every key is a key of its own',
        against(rule(['secret/reused'], { env: '*SECRET*|*_KEY' })),
        { kind: 'distinct', name: KEYS },
      ),
      byRule(
        'bdc-default-pw',
        'L10',
        'Default passwords are changed',
        SECRET_RULES,
        { env: NAMES.password },
        against(rule(['compose/missing-credentials'], services)),
      ),
    ],
  },
  {
    title: 'Database security',
    items: [
      onlyWith(
        POSTGRES,
        asserted(
          'bdc-pg-user',
          'L14',
          'The default postgres user is not used',
          env('POSTGRES_USER', { present: true, not: 'postgres' }, 'POSTGRES_*'),
        ),
      ),
      byRule('bdc-pg-pw', 'L15', 'Database passwords are strong', SECRET_RULES, {
        env: 'POSTGRES_PASSWORD|PGPASSWORD|*DB_PASSWORD|DATABASE_PASSWORD',
      }),
      asserted(
        'bdc-pg-leastpriv',
        'L16',
        'The application has only the rights it needs',
        against(rule(['url/superuser'], { env: NAMES.databaseUrl })),
        ordinaryUrl(NAMES.databaseUrl),
      ),
      onlyWith(
        POSTGRES,
        byRule(
          'bdc-pg-access',
          'L17',
          'Only application servers reach the database',
          ['compose/datastore-published', 'compose/host-network'],
          POSTGRES,
        ),
      ),
      asserted(
        'bdc-pg-ssl',
        'L18',
        'Database connections use TLS',
        against(rule(['url/no-tls', 'env/plaintext-transport'], { env: `${NAMES.databaseUrl}|PGSSLMODE` })),
        against(env(NAMES.databaseUrl, { notMatches: '*sslmode=disable*|*sslmode=allow*|*sslmode=prefer*' })),
        inFavour(env(NAMES.databaseUrl, { matches: NAMES.tlsUrl })),
        env('PGSSLMODE', { oneOf: ['require', 'verify-ca', 'verify-full'] }),
      ),
      onlyWith(
        POSTGRES,
        byRule(
          'bdc-pg-updates',
          'L19',
          'Security updates are scheduled: the image carries a version',
          ['compose/mutable-image-tag'],
          POSTGRES,
        ),
      ),
    ],
  },
  {
    title: 'Application security',
    items: [
      asserted(
        'bdc-rate-limit',
        'L23',
        'Requests are limited',
        nginx('limit_req', { present: true }, 'proxied', { some: true }),
        env('*RATE_LIMIT*ENABLED', { equals: 'true' }),
        ...FRONT.rateLimit,
      ),
      evidenced('bdc-ip-whitelist', 'L24', 'Administration is open to known addresses only', { nginx: 'allow' }),
      byRule(
        'bdc-csrf',
        'L25',
        'CSRF protection is on',
        ['env/csrf-disabled'],
        { env: '*CSRF*|*XSRF*' },
        rule(['toml/csrf-disabled'], { toml: '*csrf*|*Xsrf*' }),
      ),
      byRule(
        'bdc-xss-headers',
        'L26',
        'Protective headers are sent',
        HEADER_RULES,
        tlsServers,
        nginx('add_header', { matches: 'x-content-type-options nosniff*' }, 'tls-servers'),
        ...FRONT.nosniff,
      ),
      byRule(
        'bdc-csp',
        'L27',
        'A Content-Security-Policy is sent',
        ['nginx/csp-missing', 'nginx/csp-unsafe', ...HEADER_RULES],
        tlsServers,
        nginx('add_header', { matches: 'content-security-policy *' }, 'tls-servers'),
        ...FRONT.policy,
      ),
    ],
  },
  {
    title: 'Network security',
    items: [
      showing('ports', byRule('bdc-fw-ports', 'L31', 'Only ports 80, 443 and 22 are open', PORT_RULES, services)),
      onlyWith(
        POSTGRES,
        showing(
          'ports',
          byRule('bdc-fw-5432', 'L32', 'Port 5432 stays inside', ['compose/datastore-published'], POSTGRES),
        ),
      ),
      onlyWith(
        REDIS,
        showing(
          'ports',
          byRule('bdc-fw-6379', 'L33', 'Port 6379 stays inside', ['compose/datastore-published'], REDIS),
        ),
      ),
      manual('bdc-ssh', 'L34', 'SSH takes keys only (the list asks for another port here and for 22 above: decide)'),
    ],
  },
  {
    title: 'TLS',
    items: [
      asserted(
        'bdc-cert',
        'L38',
        'A certificate is installed',
        nginx('ssl_certificate', { present: true }, 'tls-servers'),
        ...FRONT.certificate,
      ),
      byRule('bdc-redirect', 'L39', 'HTTP is redirected to HTTPS', REDIRECT_RULES, servers, ...FRONT.redirect),
      byRule('bdc-hsts', 'L40', 'HSTS is sent', HSTS_RULES, tlsServers, ...FRONT.hsts),
      evidenced(
        'bdc-renew',
        'L41',
        'Certificates renew by themselves',
        { services: '*certbot*|*acme*' },
        { location: '/.well-known/acme-challenge' },
        ...FRONT.renewal,
      ),
      showing(
        'ssl_protocols',
        byRule(
          'bdc-ciphers',
          'L42',
          'Only strong ciphers and protocols are offered',
          ['nginx/tls-ciphers-weak', 'nginx/tls-protocols-weak', 'nginx/tls-protocols-missing'],
          tlsServers,
          against(rule(['toml/outdated-tls'], { toml: '*tls*' })),
          ...FRONT.protocols,
        ),
      ),
    ],
  },
  {
    title: 'Server',
    items: [
      manual('bdc-cpu', 'L48', 'The server has 4 cores or more'),
      manual('bdc-ram', 'L49', 'The server has 8 GB of memory or more'),
      manual('bdc-ssd', 'L50', 'The server has 100 GB of SSD storage or more'),
      manual('bdc-net', 'L51', 'The network connection is reliable'),
      manual('bdc-ip', 'L52', 'The server has a static address'),
    ],
  },
  {
    title: 'Database set-up',
    items: [
      evidenced(
        'bdc-pg-pool',
        'L56',
        'Connections are pooled',
        { services: '*pgbouncer*|*pgcat*|*pgpool*|*odyssey*' },
        { env: NAMES.databaseUrl, value: '*pool*|*connection_limit*' },
        { env: '*DB_POOL*|*POOL_SIZE*' },
      ),
      evidenced('bdc-pg-memory', 'L57', 'Memory settings are chosen', { command: '*shared_buffers=*' }),
      evidenced('bdc-pg-mon', 'L58', 'Slow queries are seen', { command: '*pg_stat_statements*' }),
      { ...evidenced('bdc-pg-vacuum', 'L59', 'VACUUM and ANALYZE run', { command: '*autovacuum=on*' }), every: 366 },
      asserted(
        'bdc-backup-policy',
        'L60',
        'How long backups are kept is decided',
        env('*BACKUP_RETENTION*', { present: true, min: 1 }),
      ),
    ],
  },
  {
    title: 'Cache',
    items: [
      onlyWith(
        REDIS,
        showing(
          'deploy.resources.limits.memory',
          anyOf(
            byRule(
              'bdc-redis-mem',
              'L64',
              'Redis has a memory limit',
              ['compose/missing-resource-limits'],
              REDIS,
              evidence({ services: REDIS_IMAGES, command: '--maxmemory|*--maxmemory *|--maxmemory=*' }),
            ),
          ),
        ),
      ),
      onlyWith(
        REDIS,
        byRule(
          'bdc-redis-persist',
          'L65',
          'Redis keeps its data',
          ['compose/data-not-persisted'],
          REDIS,
          compose('volumes', { present: true }, REDIS_IMAGES),
        ),
      ),
      onlyWith(
        REDIS,
        asserted(
          'bdc-redis-auth',
          'L66',
          'Redis asks for a password',
          against(rule(['compose/authentication-disabled', 'compose/missing-credentials', 'url/no-password'], REDIS)),
          // A password in the file it starts with is not seen here.
          compose('command', { matches: '*requirepass*' }, REDIS_IMAGES, { unknown: '*.conf*|/run/secrets/*' }),
        ),
      ),
      onlyWith(
        REDIS,
        byRule(
          'bdc-redis-net',
          'L67',
          'Redis is reachable from inside only',
          ['compose/datastore-published', 'compose/host-network'],
          REDIS,
        ),
      ),
    ],
  },
  {
    title: 'Load balancer',
    items: [
      evidenced('bdc-lb-upstream', 'L71', 'Upstream servers are configured', { nginx: 'upstream' }, FRONT.upstream),
      balancerHealth('bdc-lb-health', 'L72', 'Health checks are on'),
      asserted(
        'bdc-lb-rate',
        'L73',
        'The load balancer limits requests',
        nginx('limit_req', { present: true }, 'proxied', { some: true }),
        ...FRONT.rateLimit,
      ),
      evidenced('bdc-lb-static', 'L74', 'Static files are served well', { nginx: 'expires' }, { nginx: 'sendfile' }),
      asserted('bdc-lb-gzip', 'L75', 'Answers are compressed', nginx('gzip', { equals: 'on' }, 'http')),
    ],
  },
];
