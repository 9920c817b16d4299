import type { Section } from '../checklist.ts';
import {
  against,
  asserted,
  atRuntime,
  byRule,
  dotenvFiles,
  env,
  evidence,
  evidenced,
  inFavour,
  manual,
  NAMES,
  onlyWith,
  rule,
  services,
  showing,
  where,
} from '../items.ts';
import { ENCRYPTED_BACKUPS, logsCollected, ordinaryUrl, ordinaryUser } from '../shared-items.ts';

const API_URLS = { env: '*_URL|*_URI|*_ENDPOINT|*_ORIGIN*' } as const;
const BOLT_URLS = { env: '*BOLT*|*NEO4J*URL*|*NEO4J*URI*|*QILBEE*URL*' } as const;

/** QilbeeDB: data, secrets, monitoring, operations, compliance. `Lnn`: line of the source document. */
export const qilbeedbOperations: readonly Section[] = [
  {
    title: '11. and 12. Data at rest and in transit',
    items: [
      manual('qilbee-rest', 'L89-93', 'Database files or their volumes are encrypted'),
      byRule(
        'qilbee-backup-enc',
        'L95',
        'Backups are encrypted',
        ['secret/weak', 'secret/placeholder', 'secret/wrong-format', 'secret/short'],
        { env: '*BACKUP*ENCRYPTION*KEY*' },
        env('*BACKUP*ENCRYPTION|*BACKUP*ENCRYPTION_ENABLED', { equals: 'true' }),
        ...ENCRYPTED_BACKUPS,
      ),
      asserted(
        'qilbee-transit-http',
        'L98',
        'HTTP APIs are called over HTTPS only',
        against(
          rule(['url/no-tls', 'url/tls-not-verified', 'env/insecure-origin', 'env/plaintext-transport'], API_URLS),
        ),
        env(API_URLS.env, { matches: 'https://*' }, undefined, { among: 'https://*' }),
      ),
      asserted(
        'qilbee-transit-bolt',
        'L99',
        'Bolt speaks TLS',
        against(rule(['url/no-tls'], BOLT_URLS)),
        env('*BOLT*TLS*ENABLED|*BOLT*SSL*ENABLED|BOLT_TLS|BOLT_SSL', { equals: 'true' }),
        inFavour(env(BOLT_URLS.env, { matches: '*+s://*|*+ssc://*' })),
      ),
      manual('qilbee-transit-mtls', 'L100', 'Services prove who they are to each other (mTLS)'),
    ],
  },
  {
    title: '13. Secrets',
    items: [
      asserted(
        'qilbee-secrets-mgr',
        'L102-107',
        'Secrets come from a secret store',
        against({ kind: 'no-secrets', in: 'environment' }),
        evidence({ compose: 'secrets' }),
        evidence({ env: '*_FILE', value: '/run/secrets/*' }),
        evidence({ env: '*', value: 'vault:*|op://*|arn:aws:secretsmanager:*' }),
        evidence({ env: 'VAULT_ADDR|AWS_SECRETS_MANAGER*|AZURE_KEY_VAULT*|INFISICAL_*|DOPPLER_PROJECT' }),
      ),
      onlyWith(
        dotenvFiles,
        byRule(
          'qilbee-no-secrets-env',
          'L108-109',
          'No secrets in environment files',
          ['secret/leaked-token', 'secret/private-key-inline', 'dotenv/tracked'],
          dotenvFiles,
          { kind: 'no-secrets', in: 'dotenv' },
        ),
      ),
      onlyWith(
        { services: 'built' },
        showing(
          'build.args',
          byRule(
            'qilbee-no-secrets-image',
            'L110',
            'No secrets in images',
            ['secret/in-build-argument', 'secret/in-command'],
            { services: 'built' },
          ),
        ),
      ),
      byRule(
        'qilbee-no-secrets-git',
        'L111',
        'No secrets in git',
        ['secret/leaked-token', 'secret/literal', 'secret/commented-out', 'dotenv/tracked'],
        { format: 'any' },
      ),
      byRule(
        'qilbee-no-secrets-config',
        'L112',
        'No secrets in configuration files',
        ['secret/literal', 'secret/leaked-token', 'url/credentials', 'nginx/proxy-set-header-auth-literal'],
        { format: 'any' },
      ),
    ],
  },
  {
    title: '14. and 15. Monitoring and logs',
    items: [
      manual(
        'qilbee-alert-logins',
        'L116',
        'Alert: more than 10 failed logins in 5 minutes from one address (critical)',
      ),
      manual('qilbee-alert-lockouts', 'L116', 'Alert: any account lockout (high)'),
      manual('qilbee-alert-denials', 'L116', 'Alert: more than 50 permission denials an hour (medium)'),
      manual('qilbee-alert-ratelimit', 'L116', 'Alert: more than 100 rate limit violations an hour (medium)'),
      manual('qilbee-alert-roles', 'L116', 'Alert: any change of an admin role (high)'),
      manual('qilbee-alert-apikeys', 'L116', 'Alert: any new API key (medium)'),
      evidenced('qilbee-metrics-mon', 'L118', 'Metrics are collected and watched', {
        services: '*prometheus*|*grafana*|*victoria*',
      }),
      logsCollected(
        'qilbee-logs-central',
        'L120-125',
        'Application, audit, access and error logs are collected',
        services,
      ),
      byRule(
        'qilbee-log-retention',
        'L127',
        'Logs are kept as long as they must be: audit 365 days, access 90, error 30, debug 7 at most',
        ['env/short-retention'],
        { env: NAMES.logRetention },
      ),
    ],
  },
  {
    title: '16. to 18. Operations',
    items: [
      asserted(
        'qilbee-least-priv',
        'L130-134',
        'Applications do not connect as a superuser',
        against(rule(['url/superuser'], { env: NAMES.databaseUrl })),
        ordinaryUrl(`${NAMES.databaseUrl}|*QILBEE*URL*|*BOLT*URL*`),
        ordinaryUser('*QILBEE*USER|*QILBEE*USERNAME|BOLT_USER|DB_USER'),
      ),
      manual('qilbee-roles', 'L136', 'Roles are given by need (Read, Write, Admin, SuperAdmin)', 90),
      manual('qilbee-change-doc', 'L137', 'Changes are documented'),
      manual('qilbee-change-staging', 'L138', 'Changes are tried in staging first'),
      manual('qilbee-change-rollback', 'L139', 'There is a way back'),
      manual('qilbee-change-audit', 'L140', 'Changes leave an audit trail'),
      manual('qilbee-incident-plan', 'L142-146', 'The incident plan names contacts, escalation and messages', 365),
      manual('qilbee-incident-tokens', 'L148', 'Revoking tokens is rehearsed', 365),
      manual('qilbee-incident-keys', 'L150', 'Rotating API keys is rehearsed', 365),
    ],
  },
  {
    title: '19. and 20. Compliance and audits',
    items: [
      // Which standard applies is for a person to say; where the configuration says it, its number holds.
      asserted(
        'qilbee-compliance',
        'L153-162',
        'Audit retention meets your standard (GDPR 180 days, HIPAA 2190, SOX 2555, PCI DSS and SOC 2 365)',
        ...Object.entries({ GDPR: 180, HIPAA: 2190, SOX: 2555, PCI: 365, SOC: 365 }).map(([standard, min]) =>
          where('*COMPLIANCE*', `*${standard}*`, env('*AUDIT*RETENTION*DAYS', { min })),
        ),
      ),
      manual('qilbee-audit-weekly', 'L165', 'Weekly: failed logins are reviewed', 7),
      manual('qilbee-audit-monthly', 'L166', 'Monthly: user access is reviewed', 31),
      manual('qilbee-audit-quarterly', 'L167', 'Quarterly: a full security audit', 92),
      manual('qilbee-audit-annually', 'L168', 'Annually: a penetration test', 366),
      onlyWith(
        dotenvFiles,
        asserted(
          'qilbee-export-prefix',
          'L171-189',
          'Variables carry no export prefix, which docker --env-file and systemd cannot read',
          { kind: 'no-export' },
        ),
      ),
      atRuntime(
        'qilbee-verify-script',
        'L192-244',
        'HTTPS answers, headers are sent, HTTP is redirected',
        'curl -sI https://<your host>/health; curl -sI http://<your host>/health',
        '200 with Strict-Transport-Security and X-Frame-Options: DENY; 301 or 302',
      ),
    ],
  },
];
