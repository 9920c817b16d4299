import type { Checklist } from '../checklist.ts';
import { asserted, atRuntime, byRule, dotenvFiles, env, manual, onlyWith, toml } from '../items.ts';

const APP = 'angarabase';
const SECRETS = [
  'secret/weak',
  'secret/placeholder',
  'secret/published-default',
  'secret/short',
  'secret/wrong-format',
];

/** AngaraBase, deployment hardening runbook. `Lnn`: line of the source document. */
export const angarabase: Checklist = {
  name: 'angarabase',
  title: 'AngaraBase: deployment hardening runbook',
  source: 'AngaraBase book, deployment hardening runbook',
  sections: [
    {
      title: 'Before you start',
      items: [
        manual('angara-prereq-access', 'L19', 'You can change the server configuration and restart the server'),
        manual('angara-prereq-cert', 'L20', 'A TLS certificate and its key are at hand'),
        manual('angara-prereq-key', 'L21', 'A 256-bit master key is kept in a safe place'),
      ],
    },
    {
      title: 'Step 1: TLS',
      items: [
        asserted(
          'angara-tls-enabled',
          'L28, L41, L125',
          'TLS is on',
          toml('tls.enabled', { equals: 'true' }, APP, 'tls.*'),
        ),
        asserted(
          'angara-tls-cert',
          'L42-43',
          'Certificate and key are named',
          toml('tls.cert_path', { format: 'absolute-path' }, APP, 'tls.*'),
          toml('tls.key_path', { format: 'absolute-path' }, APP, 'tls.*'),
        ),
        asserted(
          'angara-require-remote',
          'L44, L46, L125',
          'A bind to other hosts without TLS is refused',
          toml('tls.require_on_remote_bind', { equals: 'true' }, APP, 'tls.*'),
        ),
        byRule(
          'angara-remote-bind',
          'L125',
          'The server is not open to other hosts without TLS or authentication',
          ['toml/remote-bind-without-tls', 'toml/remote-bind-without-auth', 'toml/tls-disabled'],
          { toml: 'server.*|tls.*', application: APP },
        ),
      ],
    },
    {
      title: 'Step 2: authentication',
      items: [
        asserted(
          'angara-auth-mode',
          'L29, L52',
          'The authentication mode is scram or cert',
          env('ANGARABASE_AUTH_MODE', { oneOf: ['scram', 'cert'] }, 'ANGARABASE_*'),
          toml('security.auth_mode', { oneOf: ['scram', 'cert'] }, APP),
        ),
        manual('angara-scram-super', 'L54', 'The superuser was created with a SCRAM password'),
      ],
    },
    {
      title: 'Step 3: encryption at rest',
      items: [
        asserted(
          'angara-tde-enable',
          'L30, L60',
          'Encryption at rest is on',
          env('ANGARABASE_TDE_ENABLE', { equals: '1' }, 'ANGARABASE_*'),
          toml('security.tde_enabled', { equals: 'true' }, APP),
        ),
        byRule(
          'angara-tde-key',
          'L21, L61, L124',
          'The master key is exactly 64 hexadecimal characters',
          SECRETS,
          { env: 'ANGARABASE_TDE_MASTER_KEY_HEX' },
          env('ANGARABASE_TDE_MASTER_KEY_HEX', { format: 'hex64' }),
        ),
        asserted(
          'angara-tde-enable-no-key',
          'L65',
          'Encryption is not switched on without a key',
          env('ANGARABASE_TDE_MASTER_KEY_HEX*', { present: true, not: '<64-hex-secret>' }, 'ANGARABASE_TDE_ENABLE'),
        ),
        asserted(
          'angara-tde-key-id',
          'L62',
          'The master key has an id',
          env('ANGARABASE_TDE_MASTER_KEY_ID', { present: true }, 'ANGARABASE_TDE_*'),
          toml('security.tde_master_key_id', { present: true }, APP),
        ),
        asserted(
          'angara-tde-rotation',
          'L63',
          'The last rotation is a time in Unix seconds',
          env('ANGARABASE_TDE_LAST_ROTATION_UNIX', { format: 'unix-seconds' }, 'ANGARABASE_TDE_*'),
        ),
        byRule('angara-placeholder', 'L61', 'No sample value was left in place', ['secret/placeholder'], {
          env: 'ANGARABASE_*',
        }),
      ],
    },
    {
      title: 'Step 4: audit',
      items: [
        asserted(
          'angara-audit-path',
          'L31, L71',
          'The audit log has a path of its own',
          env('ANGARABASE_AUDIT_LOG_PATH', { format: 'absolute-path' }, 'ANGARABASE_*'),
        ),
        asserted(
          'angara-audit-mode',
          'L32, L72, L126',
          'The DML audit policy is chosen and not off',
          env('ANGARABASE_AUDIT_DML_MODE', { oneOf: ['allowlist', 'denylist'] }, 'ANGARABASE_*'),
          toml('audit.dml_mode', { oneOf: ['allowlist', 'denylist'] }, APP),
        ),
        asserted(
          'angara-audit-allowlist',
          'L73, L126',
          'Audited tables are named schema.table',
          env(
            'ANGARABASE_AUDIT_DML_ALLOWLIST|ANGARABASE_AUDIT_DML_DENYLIST',
            { format: 'schema-table-list' },
            'ANGARABASE_AUDIT_DML_MODE',
          ),
        ),
        asserted(
          'angara-audit-export',
          'L74',
          'Audit events are exported as JSON',
          env('ANGARABASE_AUDIT_EXPORT_JSON_ENABLED', { equals: '1' }),
          toml('audit.export_json_enabled', { equals: 'true' }, APP),
        ),
        asserted(
          'angara-audit-rate',
          'L75',
          'The export is bounded to 50 requests a second',
          env('ANGARABASE_AUDIT_EXPORT_RATE_LIMIT_RPS', { min: 1, max: 50 }, 'ANGARABASE_AUDIT_EXPORT_JSON_ENABLED'),
          toml('audit.export_rate_limit_rps', { min: 1, max: 50 }, APP),
        ),
        asserted(
          'angara-breakglass',
          'L33',
          'Break-glass access has a maximum lifetime',
          env('*BREAK_GLASS*TTL*', { min: 1, max: 86400 }),
          toml('*break_glass*ttl*', { min: 1, max: 86400 }, APP),
        ),
      ],
    },
    {
      title: 'One configuration',
      items: [
        asserted('angara-env-toml-conflict', 'L19', 'Environment and TOML do not contradict each other', {
          kind: 'same',
          application: APP,
          pairs: {
            ANGARABASE_AUTH_MODE: 'security.auth_mode',
            ANGARABASE_TDE_ENABLE: 'security.tde_enabled',
            ANGARABASE_TDE_MASTER_KEY_ID: 'security.tde_master_key_id',
            ANGARABASE_AUDIT_DML_MODE: 'audit.dml_mode',
            ANGARABASE_AUDIT_EXPORT_JSON_ENABLED: 'audit.export_json_enabled',
            ANGARABASE_AUDIT_EXPORT_RATE_LIMIT_RPS: 'audit.export_rate_limit_rps',
          },
        }),
        onlyWith(
          dotenvFiles,
          byRule(
            'angara-export-prefix',
            'L52-75',
            'Lines copied from the runbook work for every loader (no export prefix)',
            ['dotenv/unreadable-entry', 'dotenv/syntax'],
            dotenvFiles,
            { kind: 'no-export' },
          ),
        ),
      ],
    },
    {
      title: 'Verify from SQL',
      items: [
        atRuntime(
          'angara-verify-settings',
          'L81-96',
          'The settings in force are the ones you meant',
          "SELECT name, value FROM sys.settings WHERE name IN ('tls.enabled', 'tls.require_on_remote_bind', 'security.auth_mode', 'security.tde_enabled', 'security.tde_master_key_id', 'audit.dml_mode', 'audit.export_json_enabled', 'audit.export_rate_limit_rps') ORDER BY name;",
          'the values of your configuration, no secret among them',
        ),
        atRuntime(
          'angara-verify-chain',
          'L34, L100-104',
          'The audit chain is whole',
          'SELECT * FROM angara_audit_verify_chain();',
          'is_valid = true',
        ),
        atRuntime(
          'angara-verify-surfaces',
          'L106-112',
          'The security functions answer',
          'SELECT * FROM angara_user_roles() LIMIT 20; SELECT * FROM angara_break_glass_status();',
          'both return rows as expected',
        ),
        manual(
          'angara-expected',
          'L114-120',
          'The server starts only in fail-closed mode, and the disk holds no audit text in clear',
          180,
        ),
      ],
    },
  ],
};
