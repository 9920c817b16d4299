import type { TomlApplication } from '../application.ts';
import { absent, address, bad, flag, isFalse, remote, secret, text } from '../setting.ts';

/** Facts: pgcat.toml, CONFIG.md. */
export const pgcat: TomlApplication = {
  id: 'pgcat',
  name: 'PgCat',
  docs: 'https://github.com/postgresml/pgcat/blob/main/CONFIG.md',
  files: ['pgcat.toml', 'pgcat*.toml'],
  markers: ['general', 'pools'],
  images: ['postgresml/pgcat', 'pgcat'],
  settings: [
    address(
      'general.host',
      'Address to listen on.',
      bad(
        'remote-bind-without-tls',
        'medium',
        remote,
        'carries queries and rows in plain text; set tls_certificate and tls_private_key',
        { also: { tls_certificate: absent } },
      ),
    ),
    flag(
      'general.server_tls',
      'Uses TLS to the database.',
      bad('tls-disabled', 'medium', isFalse, 'sends queries and rows in plain text; set it to true', {
        set: true,
        peers: 'pools.*.shards.*.servers.*.*',
        consequence: 'the database must offer TLS',
      }),
    ),
    flag(
      'general.verify_server_certificate',
      'Checks the database’s certificate.',
      bad('tls-verification-disabled', 'medium', isFalse, 'accepts any database server; set it to true', {
        set: true,
        also: { server_tls: { is: true } },
      }),
    ),
    text('general.admin_username', 'Login of the admin database.'),
    secret('general.admin_password', 'Password of the admin database.'),
    flag('general.enable_prometheus_exporter', 'Serves metrics.'),
    secret('pools.*.users.*.password', 'Password of the pool’s user.'),
  ],
};
