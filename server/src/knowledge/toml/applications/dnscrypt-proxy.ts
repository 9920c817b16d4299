import type { TomlApplication } from '../application.ts';
import { address, bad, empty, flag, isTrue, list, path, secret, text } from '../setting.ts';

/** Facts: example-dnscrypt-proxy.toml. */
export const dnscryptProxy: TomlApplication = {
  id: 'dnscrypt-proxy',
  name: 'dnscrypt-proxy',
  docs: 'https://github.com/DNSCrypt/dnscrypt-proxy/wiki/Configuration',
  files: ['dnscrypt-proxy.toml', 'dnscrypt-proxy*.toml'],
  markers: ['listen_addresses', 'sources', 'server_names', 'max_clients', 'dnscrypt_servers'],
  images: [],
  settings: [
    path(
      'monitoring_ui.tls_certificate',
      'Certificate of the monitoring pages.',
      bad('tls-disabled', 'medium', empty, 'is empty: the login goes in plain text over the network; name the file', {
        also: { listen_address: { test: 'remote-address' } },
      }),
    ),
    list(
      'listen_addresses',
      'Where clients ask.',
      bad(
        'exposed-endpoint',
        'low',
        { test: 'remote-address' },
        'answers the whole network; limit it to your LAN address',
      ),
    ),
    flag('require_dnssec', 'Uses only servers with DNSSEC.'),
    address(
      'monitoring_ui.listen_address',
      'Address of the monitoring page.',
      bad(
        'exposed-endpoint',
        'medium',
        { test: 'remote-address' },
        'shows all queries to the network; bind it to 127.0.0.1:8080',
        { also: { enabled: isTrue } },
      ),
    ),
    text('monitoring_ui.username', 'Login of the monitoring page.'),
    secret('monitoring_ui.password', 'Password of the monitoring page.'),
    path(
      'tls_key_log_file',
      'Writes TLS keys.',
      bad(
        'debug-enabled',
        'high',
        { test: 'not-empty' },
        'writes the keys of every TLS connection to disk; remove it',
        { remove: true },
      ),
    ),
    flag(
      'cert_ignore_timestamp',
      'Accepts expired certificates.',
      bad('tls-verification-disabled', 'medium', isTrue, 'accepts expired certificates; set it to false', {
        set: false,
      }),
    ),
  ],
};
