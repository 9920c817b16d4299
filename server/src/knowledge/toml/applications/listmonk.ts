import type { TomlApplication } from '../application.ts';
import { address, bad, choice, number, secret, url } from '../setting.ts';

/** Facts: knadh/listmonk config.toml.sample. */
export const listmonk: TomlApplication = {
  id: 'listmonk',
  name: 'listmonk',
  docs: 'https://listmonk.app/docs/configuration/',
  files: ['listmonk.toml', 'listmonk/config.toml', 'listmonk*.toml'],
  markers: ['app.address', 'db.host', 'db.database'],
  images: ['listmonk/listmonk'],
  settings: [
    url(
      'app.root',
      'Address of the site.',
      bad('tls-disabled', 'medium', { test: 'plain-http-url' }, 'puts plain HTTP links into mails; use https://'),
    ),
    address('app.address', 'Address to listen on.'),
    secret('app.admin_password', 'Password of the administrator (older versions).'),
    secret('db.password', 'Password of the database.'),
    choice(
      'db.ssl_mode',
      ['disable', 'require', 'verify-ca', 'verify-full'],
      'TLS to the database.',
      bad(
        'tls-disabled',
        'medium',
        { is: 'disable' },
        'sends the password to the database in plain text; use "require"',
        { also: { host: { test: 'distant-host' } }, set: 'require', consequence: 'the database must offer TLS' },
      ),
    ),
    number('db.max_open', 'Most database connections.'),
  ],
};
