import type { TomlApplication } from '../application.ts';
import { absent, address, bad, choice, remote, secret, text } from '../setting.ts';

/** Facts: scripts/distribution/configs/databend-query.toml. */
export const databend: TomlApplication = {
  id: 'databend',
  name: 'Databend',
  docs: 'https://docs.databend.com/guides/self-hosted/references/node-config/query-config',
  files: ['databend-query.toml', 'databend-query*.toml', 'databend/query.toml', 'query-config.toml'],
  markers: ['query.tenant_id', 'query.http_handler_host', 'query.mysql_handler_host', 'meta'],
  markersWithName: 2,
  images: ['datafuselabs/databend', 'datafuselabs/databend-query', 'databend'],
  settings: [
    address(
      'query.http_handler_host',
      'Address of the HTTP API.',
      bad(
        'remote-bind-without-tls',
        'medium',
        remote,
        'takes passwords in plain text; set http_handler_tls_server_cert',
        { also: { http_handler_tls_server_cert: absent } },
      ),
    ),
    address('query.mysql_handler_host', 'Address of the MySQL protocol.'),
    text('query.users.*.name', 'A user from this file.'),
    choice(
      'query.users.*.auth_type',
      ['no_password', 'double_sha1_password', 'sha256_password'],
      'How the user logs in.',
      bad('auth-disabled', 'critical', { is: 'no_password' }, 'lets anybody in as this user; use "sha256_password"'),
      bad('auth-disabled', 'medium', { is: 'double_sha1_password' }, 'stores a weak hash; use "sha256_password"'),
    ),
    secret('query.users.*.auth_string', 'The hashed password.'),
    secret('meta.password', 'Password of the meta service.'),
    text('meta.username', 'User of the meta service.'),
    secret('storage.s3.secret_access_key', 'Key of the object store.'),
    address(
      'query.admin_api_address',
      'Address of the admin API.',
      bad(
        'exposed-endpoint',
        'medium',
        remote,
        'shows the admin API to the network without a login; bind it to 127.0.0.1:8080',
      ),
    ),
    address('query.metric_api_address', 'Address of the metrics.'),
  ],
};
