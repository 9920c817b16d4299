import type { Checklist } from '../checklist.ts';
import { FRONT } from '../front-proxies.ts';
import {
  against,
  applications,
  asserted,
  atRuntime,
  byRule,
  compose,
  dotenvFiles,
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
  toml,
} from '../items.ts';
import { HEALTH_RULES, PORT_RULES, REDIRECT_RULES, SECRET_RULES } from '../rule-sets.ts';
import { AUDIT_ON, DAILY_BACKUP, OFFSITE_BACKUP } from '../shared-items.ts';

/** BAP Protocol, production checklist: security hardening, backups, monitoring, operations. `Lnn`: line of the source document. */
export const bap: Checklist = {
  name: 'bap',
  title: 'BAP Protocol: production checklist',
  source: 'BAP Protocol documentation, deployment, production checklist',
  tls: 'modern',
  thresholds: { 'nginx/tls-protocols-weak.minimum-version': 1.3 },
  sections: [
    {
      title: 'Security hardening',
      items: [
        byRule(
          'bap-env-jwt-secret',
          'L17, L29',
          'The JWT secret is random and at least 32 characters long',
          SECRET_RULES,
          { env: NAMES.jwt },
          env(NAMES.jwt, { minLength: 32 }),
        ),
        onlyWith(
          dotenvFiles,
          byRule(
            'bap-env-cmdsubst',
            'L17-21, L146',
            'No command such as $(openssl …) was copied into a .env file',
            ['dotenv/command-substitution'],
            dotenvFiles,
          ),
        ),
        byRule(
          'bap-env-master-key',
          'L18, L30',
          'The master key is 64 random hexadecimal characters',
          SECRET_RULES,
          { env: 'MASTER_KEY' },
          env('MASTER_KEY', { format: 'hex64' }),
        ),
        byRule('bap-env-pg-password', 'L21', 'The PostgreSQL password is generated', SECRET_RULES, {
          env: 'POSTGRES_PASSWORD|PGPASSWORD|DB_PASSWORD',
        }),
        asserted(
          'bap-tls13',
          'L26',
          'TLS 1.3 and nothing older is spoken',
          nginx('ssl_protocols', { equals: 'TLSv1.3' }, 'tls-servers'),
          env('*TLS_MIN_VERSION|*MIN_TLS_VERSION', { matches: '*1.3' }),
          toml('*.minVersion|*.min_version|*tls_min_version', { matches: '*1*3' }),
        ),
        byRule(
          'bap-https-redirect',
          'L27',
          'Plain HTTP is redirected to HTTPS',
          REDIRECT_RULES,
          servers,
          env('FORCE_HTTPS|HTTPS_ENFORCE|*SSL_REDIRECT', { equals: 'true' }),
          ...FRONT.redirect,
        ),
        byRule(
          'bap-cors',
          'L28',
          'CORS is restricted to your own domain',
          ['env/permissive-cors', 'env/cors-credentials', 'env/insecure-origin'],
          { env: NAMES.cors },
          against(
            rule(
              [
                'nginx/cors-wildcard',
                'nginx/cors-wildcard-credentials',
                'nginx/cors-reflect-origin',
                'nginx/cors-null-origin',
              ],
              servers,
            ),
          ),
          rule(['toml/permissive-cors'], { toml: '*cors*' }),
        ),
      ],
    },
    {
      title: 'Firewall',
      items: [
        showing(
          'ports',
          byRule(
            'bap-fw-ports',
            'L32-39',
            'Only ports 22, 80 and 443 are reachable from outside',
            PORT_RULES,
            services,
          ),
        ),
        manual(
          'bap-ufw',
          'L34-39',
          'The host firewall denies incoming traffic by default (ports Docker publishes go around ufw)',
        ),
      ],
    },
    {
      title: 'Docker',
      items: [
        showing(
          'security_opt',
          byRule(
            'bap-nnp',
            'L46-47',
            'Containers cannot gain privileges (no-new-privileges)',
            ['compose/new-privileges-allowed'],
            services,
          ),
        ),
        // The list says so of its `api`: not of the database and the proxy beside it.
        showing(
          'read_only',
          byRule(
            'bap-read-only',
            'L48',
            'The root file system of the application is read-only',
            ['compose/writable-root-filesystem'],
            applications,
          ),
        ),
        asserted(
          'bap-tmpfs',
          'L49-50',
          'Temporary files live in a tmpfs with a size',
          compose('tmpfs', { matches: '*size=*' }, 'application', { some: true }),
        ),
      ],
    },
    {
      title: 'Backups',
      items: [
        manual('bap-backup-sqlite', 'L58-63', 'A script backs up SQLite and keeps the last 30 backups'),
        evidenced(
          'bap-backup-pg',
          'L67-71',
          'PostgreSQL is dumped and backups older than 30 days are deleted',
          { command: '*pg_dump*' },
          { services: '*pgbackrest*|*wal-g*|*restic*|*postgres-backup*|*pg-backup*|*db-backup*' },
        ),
        asserted('bap-backup-cron', 'L76', 'The backup runs every day', ...DAILY_BACKUP),
        asserted(
          'bap-backup-offsite',
          'L83',
          'Backups are copied to another place',
          ...OFFSITE_BACKUP,
          evidence({ command: 's3:*|s3://*|b2:*|gs:*|gs://*|azure:*|azblob:*|sftp:*|*aws s3 cp *|*rclone sync *' }),
        ),
      ],
    },
    {
      title: 'Monitoring',
      items: [
        showing(
          'healthcheck.test',
          byRule('bap-health', 'L89-93', 'Services have a health check', HEALTH_RULES, services),
        ),
        showing(
          'logging.driver',
          byRule(
            'bap-logs',
            'L98-101',
            'Logs are shipped or rotated',
            ['compose/unbounded-logs', 'compose/logging-disabled'],
            services,
          ),
        ),
        manual('bap-metrics', 'L103-110', 'Metrics are planned (response times, error rates, storage)'),
      ],
    },
    {
      title: 'Performance',
      items: [
        showing(
          'deploy.resources.limits',
          byRule(
            'bap-limits',
            'L116-122',
            'Every service has a CPU and a memory limit',
            ['compose/missing-resource-limits', 'compose/missing-cpu-limit', 'compose/conflicting-resource-limits'],
            services,
          ),
        ),
        asserted(
          'bap-reservations',
          'L123-125',
          'CPU and memory are reserved for the application',
          compose('deploy.resources.reservations', { present: true }, 'application', { some: true }),
        ),
        onlyWith(
          { env: NAMES.databaseUrl },
          asserted(
            'bap-pool',
            'L131',
            'The connection pool is bounded at 25',
            env(
              NAMES.databaseUrl,
              { matches: '*pool_max_conns=25*|*connection_limit=25*|*pool_size=25*|*max_conns=25*' },
              undefined,
              { among: '*pool*|*connection_limit=*|*max_conns=*' },
            ),
            env('*POOL_MAX*|*POOL_SIZE|*MAX_CONNECTIONS', { min: 1, max: 25 }),
          ),
        ),
        byRule(
          'bap-url-placeholder',
          'L131',
          'Database URLs hold no sample credentials',
          ['secret/default-credential', 'secret/placeholder', 'secret/weak'],
          { env: NAMES.databaseUrl },
        ),
        onlyWith(
          { remoteUrl: NAMES.databaseUrl },
          asserted(
            'bap-url-tls',
            'L131',
            'Connections to a database on another host ask for TLS',
            against(rule(['url/no-tls'], { env: NAMES.databaseUrl })),
            inFavour(env(NAMES.databaseUrl, { matches: NAMES.tlsUrl })),
            env('PGSSLMODE', { oneOf: ['require', 'verify-ca', 'verify-full'] }),
          ),
        ),
      ],
    },
    {
      title: 'Operations',
      items: [
        byRule('bap-key-rotation', 'L145-150', 'No key rotation was left half done', ['secret/rotation-leftover'], {
          env: '*MASTER_KEY*',
        }),
        manual(
          'bap-recovery',
          'L155-165',
          'Recovery is rehearsed, and everybody knows a lost master key means lost data',
          365,
        ),
        byRule(
          'bap-maint',
          'L169-177',
          'Updates are planned: images carry a version',
          ['compose/mutable-image-tag'],
          services,
        ),
        manual('bap-zdt', 'L179-185', 'A way to deploy without downtime is planned'),
      ],
    },
    {
      title: 'Compliance',
      items: [
        // A key that is set is not yet data that is encrypted: a switch that says so is.
        asserted(
          'bap-gdpr-rest',
          'L191',
          'Data is encrypted at rest',
          env('*ENCRYPT*AT_REST*|*AT_REST*ENCRYPT*|*TDE_ENABLE*', { equals: 'true' }),
        ),
        manual('bap-gdpr-export', 'L192', 'Users can export their data'),
        manual('bap-gdpr-delete', 'L193', 'Data is deleted on request'),
        manual('bap-gdpr-policy', 'L194', 'The privacy policy is published', 365),
        asserted('bap-audit-enabled', 'L198', 'The audit log is on', ...AUDIT_ON),
        byRule(
          'bap-log-retention',
          'L199',
          'Logs are kept as long as the policy says',
          ['env/short-retention'],
          { env: NAMES.logRetention },
          env(NAMES.logRetention, { min: 7 }, undefined, { among: NAMES.aNumber }),
        ),
        asserted(
          'bap-access-log',
          'L200',
          'Access is logged',
          nginx('access_log', { not: 'off' }, 'http', { default: 'logs/access.log combined' }),
          ...FRONT.accessLog,
        ),
      ],
    },
    {
      title: 'Incident response',
      items: [
        manual('bap-contacts', 'L202-208', 'Security and support contacts are known', 180),
        manual('bap-response', 'L209-216', 'The five response steps are written down and rehearsed', 365),
        atRuntime(
          'bap-health-live',
          'L89-93',
          'The API answers its health check',
          'curl -fsS https://<your host>/api/health',
          '{"status":"ok"}',
        ),
      ],
    },
  ],
};
