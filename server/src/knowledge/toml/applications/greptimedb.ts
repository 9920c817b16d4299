import type { TomlApplication } from '../application.ts';
import { absent, address, bad, choice, flag, isTrue, list, remote, secret } from '../setting.ts';

const tlsMode = (server: string) =>
  choice(
    `${server}.tls.mode`,
    ['disable', 'prefer', 'require', 'verify-ca', 'verify-full'],
    'TLS of clients.',
    bad('tls-disabled', 'medium', { is: 'disable' }, 'takes passwords and queries in plain text; use "require"', {
      also: { '../addr': remote },
      set: 'require',
      consequence: 'needs a certificate; clients must use TLS',
    }),
  );
const OPEN = 'is open to the network without a login; set user_provider';

/** Facts: config/standalone.example.toml. */
export const greptimedb: TomlApplication = {
  id: 'greptimedb',
  name: 'GreptimeDB',
  docs: 'https://docs.greptime.com/user-guide/deployments-administration/configuration/',
  files: ['standalone.toml', 'greptimedb.toml', 'greptime*.toml', 'frontend.toml', 'standalone*.toml'],
  markers: ['http.addr', 'grpc.bind_addr', 'mysql.addr', 'postgres.addr', 'mysql.enable', 'http.enable_cors'],
  markersWithName: 2,
  images: ['greptime/greptimedb', 'greptimedb'],
  settings: [
    secret(
      'user_provider',
      'Where users come from: a file or one inline user.',
      bad(
        'unsafe-setting',
        'medium',
        { contains: 'static_user_provider:cmd:' },
        'keeps passwords in this file; use static_user_provider:file and a path',
      ),
    ),
    address(
      'http.addr',
      'Address of the HTTP API.',
      bad('remote-bind-without-auth', 'high', remote, OPEN, { also: { '/user_provider': absent } }),
    ),
    flag(
      'http.enable_cors',
      'Answers cross-origin calls.',
      bad('permissive-cors', 'low', isTrue, 'lets every web site call the API; set cors_allowed_origins', {
        also: { cors_allowed_origins: absent },
      }),
    ),
    list(
      'http.cors_allowed_origins',
      'Origins that may call from browsers.',
      bad('permissive-cors', 'low', { hasItem: ['*'] }, 'lets every web site call the API; name the origins'),
    ),
    tlsMode('mysql'),
    tlsMode('postgres'),
    tlsMode('grpc'),
  ],
};
