import type { TomlApplication } from '../application.ts';
import { absent, address, bad, empty, flag, isTrue, remote, secret, text } from '../setting.ts';

/** Facts: docs.gitlab.com gitaly/tls_support. */
export const gitaly: TomlApplication = {
  id: 'gitaly',
  name: 'Gitaly',
  docs: 'https://docs.gitlab.com/administration/gitaly/tls_support/',
  files: ['gitaly/config.toml', 'praefect/config.toml', 'gitaly.toml', 'praefect.toml'],
  markers: ['storage', 'virtual_storage', 'gitlab', 'bin_dir', 'socket_path', 'listen_addr'],
  markersWithName: 2,
  images: ['gitlab/gitaly'],
  settings: [
    text(
      'database.sslmode',
      'TLS to Praefect’s database.',
      bad('tls-disabled', 'medium', { is: 'disable' }, 'sends the password in plain text; use "verify-full"', {
        also: { host: { test: 'distant-host' } },
        set: 'verify-full',
        consequence: 'the database needs a trusted certificate',
      }),
    ),
    address(
      'listen_addr',
      'TCP address.',
      bad(
        'remote-bind-without-auth',
        'critical',
        remote,
        'gives all repositories to the network; set auth.token and TLS',
        { also: { '/auth.token': absent } },
      ),
      bad(
        'remote-bind-without-tls',
        'medium',
        remote,
        'sends repositories and the token in plain text; use tls_listen_addr',
        { also: { tls_listen_addr: absent } },
      ),
    ),
    secret(
      'auth.token',
      'Shared with GitLab.',
      bad('missing-credential', 'high', empty, 'is empty, so anybody may read repositories; set a long token', {
        also: { '/listen_addr': remote },
      }),
    ),
    flag(
      'auth.transitioning',
      'Accepts calls without the token.',
      bad('auth-disabled', 'high', isTrue, 'accepts calls without the token; set it to false', { set: false }),
    ),
  ],
};
