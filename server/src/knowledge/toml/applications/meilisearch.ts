import type { TomlApplication } from '../application.ts';
import { absent, address, bad, choice, empty, flag, remote, secret, text } from '../setting.ts';

/** Facts: meilisearch config.toml and main.rs: in production a master key of 16 bytes or more is required. */
export const meilisearch: TomlApplication = {
  id: 'meilisearch',
  name: 'Meilisearch',
  docs: 'https://www.meilisearch.com/docs/learn/self_hosted/configure_meilisearch_at_launch',
  files: ['meilisearch.toml', 'meilisearch/config.toml', 'meili.toml'],
  markers: ['db_path', 'http_addr'],
  images: ['getmeili/meilisearch', 'meilisearch'],
  variables: {
    env: 'MEILI_ENV',
    master_key: 'MEILI_MASTER_KEY',
    http_addr: 'MEILI_HTTP_ADDR',
    log_level: 'MEILI_LOG_LEVEL',
  },
  settings: [
    choice(
      'env',
      ['production', 'development'],
      'In development no master key is needed and the search preview is open.',
      bad(
        'debug-enabled',
        'high',
        { is: 'development' },
        'needs no master key and serves the search preview; set it to "production"',
        { set: 'production', consequence: 'it does not start without a master key of 16 bytes' },
      ),
    ),
    secret(
      'master_key',
      'Protects the API: 16 bytes or more.',
      bad('missing-credential', 'high', { test: 'shorter-than-16' }, 'is shorter than 16 bytes; production refuses it'),
    ),
    address(
      'http_addr',
      'Address of the API.',
      bad('remote-bind-without-auth', 'high', remote, 'is open to the network without a master key; set master_key', {
        also: { master_key: absent, env: { is: 'development' } },
      }),
      bad(
        'remote-bind-without-auth',
        'critical',
        remote,
        'is open to the network without a master key; set master_key',
        { also: { master_key: empty } },
      ),
      bad('remote-bind-without-tls', 'low', remote, 'takes keys in plain text; set ssl_cert_path or use a proxy', {
        also: { ssl_cert_path: absent },
      }),
    ),
    choice(
      'log_level',
      ['OFF', 'ERROR', 'WARN', 'INFO', 'DEBUG', 'TRACE'],
      'How much is logged.',
      bad('debug-enabled', 'low', { is: ['DEBUG', 'TRACE'] }, 'logs request details; use "INFO"', { set: 'INFO' }),
    ),
    text('ssl_cert_path', 'Certificate of the API.'),
    flag('ssl_require_auth', 'Requires client certificates.'),
    text('http_payload_size_limit', 'Largest request body (default 100 MB).'),
    flag('no_analytics', 'Sends no usage statistics.'),
    text('db_path', 'Folder of the database.'),
  ],
};
