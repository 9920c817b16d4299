import type { Condition, TomlApplication } from '../application.ts';
import {
  absent,
  address,
  bad,
  choice,
  empty,
  flag,
  isFalse,
  list,
  number,
  path,
  remote,
  secret,
  text,
} from '../setting.ts';

const OFF: Condition = { is: [false, 0, '0', 'false', 'off'] };
const NO_LIMIT: Condition = { is: [0, -1, '', '0', '0s', 'unlimited', 'none', 'off'] };
/** Step 1 of the runbook, with its own paths. */
const ADD_TLS = {
  addTable: {
    table: 'tls',
    entries: {
      enabled: true,
      cert_path: '/etc/angarabase/tls/server.crt',
      key_path: '/etc/angarabase/tls/server.key',
      require_on_remote_bind: true,
    },
  },
  consequence: 'needs certificate and key there; clients must use TLS',
};
const TTL = 'lets an emergency bypass of row security run without end; set a short maximum';

/**
 * Facts: deployment hardening runbook, authentication, encryption, audit and configuration pages. `sys.settings` names the TOML
 * paths `security.*`, `audit.*`; `server.addr` (host:port) and `server.host` are both documented. Default `auth_mode` is `trust`.
 */
export const angarabase: TomlApplication = {
  id: 'angarabase',
  name: 'AngaraBase',
  docs: 'https://angarabase.dev/en/security/hardening.html',
  files: ['angarabase.toml', 'angarabase*.toml', 'angarabase.conf', 'angarabase/config.toml'],
  markers: ['tls.require_on_remote_bind', 'server', 'tls', 'security', 'audit', 'storage'],
  images: ['angarabase', 'angarabase-server'],
  variables: {
    'tls.enabled': 'ANGARABASE_TLS_ENABLED',
    'tls.cert_path': 'ANGARABASE_TLS_CERT_PATH',
    'tls.key_path': 'ANGARABASE_TLS_KEY_PATH',
    'tls.require_on_remote_bind': 'ANGARABASE_TLS_REQUIRE_ON_REMOTE_BIND',
    'security.auth_mode': 'ANGARABASE_AUTH_MODE',
    'security.tde_enabled': 'ANGARABASE_TDE_ENABLE',
    'security.tde_master_key_hex': 'ANGARABASE_TDE_MASTER_KEY_HEX',
    'security.tde_master_key_id': 'ANGARABASE_TDE_MASTER_KEY_ID',
    'audit.log_path': 'ANGARABASE_AUDIT_LOG_PATH',
    'audit.dml_mode': 'ANGARABASE_AUDIT_DML_MODE',
    'audit.export_json_enabled': 'ANGARABASE_AUDIT_EXPORT_JSON_ENABLED',
    'audit.export_rate_limit_rps': 'ANGARABASE_AUDIT_EXPORT_RATE_LIMIT_RPS',
  },
  settings: [
    address(
      'server.host',
      'Address the wire protocol listens on.',
      bad('remote-bind-without-tls', 'high', remote, 'is open to the network without TLS; set tls.enabled = true', {
        also: { '/tls.enabled': absent },
        ...ADD_TLS,
      }),
    ),
    address(
      'server.addr',
      'Host and port the wire protocol listens on; 0.0.0.0:PORT binds all interfaces.',
      bad('remote-bind-without-tls', 'high', remote, 'is open to the network without TLS; set tls.enabled = true', {
        also: { '/tls.enabled': absent },
        ...ADD_TLS,
      }),
    ),
    address(
      'ops.metrics_addr',
      'Address of the Prometheus metrics endpoint; empty turns it off.',
      bad('exposed-endpoint', 'medium', remote, 'shows metrics to anybody on the network; bind it to 127.0.0.1'),
    ),
    flag(
      'tls.enabled',
      'Encrypts the wire protocol.',
      bad('tls-disabled', 'high', isFalse, 'sends logins and data in plain text over the network; set it to true', {
        also: { '/server.addr': remote },
        set: true,
        consequence: 'clients must use TLS',
      }),
      bad('tls-disabled', 'high', isFalse, 'sends logins and data in plain text over the network; set it to true', {
        also: { '/server.host': remote },
        set: true,
        consequence: 'clients must use TLS',
      }),
      bad('tls-disabled', 'high', isFalse, 'leaves remote connections in plain text; set it to true', {
        set: true,
        consequence: 'clients must use TLS',
      }),
      bad('tls-disabled', 'high', absent, 'so connections are in plain text; set it to true', {
        set: true,
        consequence: 'clients must use TLS',
      }),
    ),
    path(
      'tls.cert_path',
      'The server’s certificate in PEM.',
      bad('missing-credential', 'high', empty, 'is empty while TLS is on, so the server cannot start; name the file', {
        also: { enabled: { is: true } },
        set: '/etc/angarabase/tls/server.crt',
      }),
      bad('missing-credential', 'high', absent, 'so TLS cannot start; name the certificate file', {
        also: { enabled: { is: true } },
        set: '/etc/angarabase/tls/server.crt',
      }),
    ),
    path(
      'tls.key_path',
      'The server’s private key in PEM.',
      bad('missing-credential', 'high', empty, 'is empty while TLS is on, so the server cannot start; name the file', {
        also: { enabled: { is: true } },
        set: '/etc/angarabase/tls/server.key',
      }),
      bad('missing-credential', 'high', absent, 'so TLS cannot start; name the key file', {
        also: { enabled: { is: true } },
        set: '/etc/angarabase/tls/server.key',
      }),
    ),
    flag(
      'tls.require_on_remote_bind',
      'Refuses to start on a non-loopback address without TLS.',
      bad('tls-disabled', 'high', isFalse, 'lets the server start in plain text on the network; set it to true', {
        set: true,
      }),
      bad('tls-disabled', 'medium', absent, 'so a lost tls.enabled goes unnoticed; set it to true', { set: true }),
    ),
    choice(
      'security.auth_mode',
      ['scram', 'cert', 'trust'],
      'How clients prove who they are; trust accepts any client.',
      bad('auth-disabled', 'critical', { is: 'trust' }, 'accepts every client without a password; set it to "scram"', {
        set: 'scram',
        consequence: 'clients must log in; users need SCRAM passwords',
      }),
      bad('auth-disabled', 'medium', absent, 'and defaults to trust, which accepts everybody; set it to "scram"', {
        set: 'scram',
        consequence: 'clients must log in; users need SCRAM passwords',
      }),
      bad('auth-disabled', 'high', empty, 'is empty and falls back to trust; set it to "scram"', {
        set: 'scram',
        consequence: 'clients must log in; users need SCRAM passwords',
      }),
    ),
    flag(
      'security.tde_enabled',
      'Encrypts pages, write-ahead log and audit log on disk (TDE).',
      bad('unencrypted-storage', 'medium', OFF, 'leaves data, log and audit trail readable on disk; set it to true'),
    ),
    secret(
      'security.tde_master_key_hex',
      'The 256-bit master key as 64 hexadecimal digits; better passed as ANGARABASE_TDE_MASTER_KEY_HEX.',
      bad(
        'missing-credential',
        'high',
        { test: 'not-hex-256-bit' },
        'is not 64 hex digits, so the server refuses to start',
      ),
    ),
    text(
      'security.tde_master_key_id',
      'A name for the master key, visible in sys.settings.',
      bad('missing-credential', 'low', empty, 'is empty, so rotations cannot be told apart; name the key', {
        also: { tde_enabled: { is: true } },
      }),
    ),
    // The documentation bounds the lifetime but its pages do not show the key's name.
    ...['security.*break_glass*ttl*', 'audit.*break_glass*ttl*', 'break_glass.*ttl*'].map((key) =>
      number(key, 'Longest time an emergency bypass may last.', bad('unlimited', 'medium', NO_LIMIT, TTL)),
    ),
    choice(
      'audit.dml_mode',
      ['off', 'allowlist', 'denylist'],
      'Which reads and writes of data are recorded.',
      bad(
        'audit-disabled',
        'medium',
        { is: 'off' },
        'records no access to data; choose "allowlist" with the tables that matter',
      ),
    ),
    list(
      'audit.dml_allowlist',
      'Tables whose use is recorded, as schema.table.',
      bad('audit-disabled', 'medium', empty, 'is empty, so nothing is recorded; list tables as schema.table', {
        also: { dml_mode: { is: 'allowlist' } },
      }),
    ),
    path(
      'audit.log_path',
      'File of the audit trail; the directory must be writable.',
      bad(
        'audit-disabled',
        'medium',
        { test: 'not-durable-path' },
        'does not survive a restart; use a path like /var/lib/angarabase/audit',
        {
          set: '/var/lib/angarabase/audit/audit.jsonl',
        },
      ),
    ),
    flag('audit.export_json_enabled', 'Exports audit events as JSON.'),
    number(
      'audit.export_rate_limit_rps',
      'Most events exported a second.',
      bad('unlimited', 'medium', { below: 1 }, 'does not bound the export; set at most 50', { set: 50 }),
      bad('unlimited', 'low', { above: 50 }, 'is above the 50 a second of the hardening runbook; lower it', {
        set: 50,
      }),
    ),
  ],
};
