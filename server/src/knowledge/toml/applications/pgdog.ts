import type { TomlApplication } from '../application.ts';
import { absent, address, bad, choice, flag, isFalse, number, remote } from '../setting.ts';

const PLAIN_PASSWORDS = 'lets clients send passwords without TLS; set tls_client_required = true';
const WITHOUT_TLS = 'takes queries unencrypted; set tls_certificate and tls_private_key';

/** Facts: pgdog-config; the program warns of passthrough without TLS. */
export const pgdog: TomlApplication = {
  id: 'pgdog',
  name: 'PgDog',
  docs: 'https://docs.pgdog.dev/configuration/pgdog.toml/general/',
  files: ['pgdog.toml', 'pgdog*.toml'],
  markers: ['general', 'databases'],
  markersWithName: 1,
  images: ['pgdogdev/pgdog', 'pgdog'],
  settings: [
    address(
      'general.openmetrics_host',
      'Address of the metrics.',
      bad('exposed-endpoint', 'low', remote, 'shows metrics to the network; bind it to 127.0.0.1', {
        also: { openmetrics_port: { above: 0 } },
      }),
    ),
    number('general.openmetrics_port', 'Port of the metrics.'),
    choice(
      'general.auth_type',
      ['scram', 'md5', 'trust', 'plain'],
      'How clients prove who they are.',
      bad('auth-disabled', 'critical', { is: 'trust' }, 'lets anybody in without a password; use "scram"', {
        set: 'scram',
        consequence: 'clients must log in',
      }),
      bad('auth-disabled', 'high', { is: 'plain' }, 'takes passwords in plain text; use "scram"', { set: 'scram' }),
      bad('auth-disabled', 'medium', { is: 'md5' }, 'uses MD5, which is broken; use "scram"', { set: 'scram' }),
    ),
    choice(
      'general.tls_verify',
      ['disabled', 'prefer', 'verify_ca', 'verify_full'],
      'TLS to the database.',
      bad('tls-disabled', 'medium', { is: 'disabled' }, 'talks to the database in plain text; use "verify_full"', {
        peers: 'databases.*.host',
        set: 'verify_full',
        consequence: 'the database needs a trusted certificate',
      }),
      bad(
        'tls-verification-disabled',
        'low',
        { is: 'prefer' },
        'falls back to plain text and any certificate; use "verify_full"',
        { peers: 'databases.*.host', set: 'verify_full', consequence: 'the database needs a trusted certificate' },
      ),
    ),
    flag(
      'general.tls_client_required',
      'Refuses clients without TLS.',
      bad('tls-disabled', 'medium', isFalse, 'lets clients send queries in plain text; set it to true', {
        set: true,
        consequence: 'clients must use TLS',
      }),
    ),
    choice(
      'general.passthrough_auth',
      ['disabled', 'enabled', 'enabled_plain', 'enabled_plain_allow_change'],
      'Passes client passwords on to the database.',
      bad(
        'auth-disabled',
        'high',
        { is: ['enabled_plain', 'enabled_plain_allow_change'] },
        'takes client passwords in plain text; use "enabled" with TLS',
        { set: 'enabled' },
      ),
      bad('auth-disabled', 'medium', { is: ['enabled', 'enabled_allow_change'] }, PLAIN_PASSWORDS, {
        also: { tls_client_required: absent },
      }),
      bad('auth-disabled', 'medium', { is: ['enabled', 'enabled_allow_change'] }, PLAIN_PASSWORDS, {
        also: { tls_client_required: isFalse },
      }),
    ),
    address(
      'general.host',
      'Address to listen on; all if not set.',
      bad('remote-bind-without-tls', 'low', remote, WITHOUT_TLS, { also: { tls_certificate: absent } }),
      bad('remote-bind-without-tls', 'low', { absent: true }, `and ${WITHOUT_TLS}`, {
        also: { tls_certificate: absent },
      }),
    ),
  ],
};
