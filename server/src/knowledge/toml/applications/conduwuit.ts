import type { TomlApplication } from '../application.ts';
import { absent, address, bad, choice, empty, flag, isTrue, list, number, secret, text } from '../setting.ts';

const OPEN = 'lets anybody register, so spammers will; set registration_token';

/** Facts: tuwunel-example.toml; conduwuit, continuwuity and tuwunel share these keys. */
export const conduwuit: TomlApplication = {
  id: 'conduwuit',
  name: 'conduwuit',
  docs: 'https://continuwuity.org/reference/config',
  files: ['conduwuit.toml', 'conduwuit*.toml', 'continuwuity.toml', 'tuwunel.toml', 'conduit.toml'],
  markers: ['global.server_name', 'global.database_path', 'global.allow_federation'],
  images: ['continuwuity', 'conduwuit', 'tuwunel', 'matrixconduit/matrix-conduit'],
  settings: [
    text('global.server_name', 'Name of the server in user ids.'),
    flag(
      'global.allow_registration',
      'Lets people create accounts.',
      bad('open-registration', 'high', isTrue, OPEN, {
        also: { registration_token: absent, registration_token_file: absent },
      }),
      bad('open-registration', 'high', isTrue, OPEN, {
        also: { registration_token: empty, registration_token_file: absent },
      }),
    ),
    secret('global.registration_token', 'What a newcomer must know.'),
    flag(
      'global.yes_i_am_very_very_sure_i_want_an_open_registration_server_prone_to_abuse',
      'Opens registration to everybody.',
      bad('open-registration', 'high', isTrue, 'opens registration to spammers; set it to false', { set: false }),
    ),
    flag(
      'global.allow_guest_registration',
      'Lets guests in without an account.',
      bad('open-registration', 'medium', isTrue, 'lets guests in without an account; set it to false', { set: false }),
    ),
    flag(
      'global.allow_public_room_directory_without_auth',
      'Shows the room list to everybody.',
      bad('auth-disabled', 'medium', isTrue, 'shows the room list without a login; set it to false', { set: false }),
    ),
    secret('global.registration_shared_secret', 'Lets its holder create accounts.'),
    secret(
      'global.emergency_password',
      'Resets the server account; remove it after use.',
      bad(
        'unsafe-setting',
        'high',
        { test: 'not-empty' },
        'opens the server account to whoever knows it; remove it after use',
        { remove: true },
      ),
    ),
    text(
      'global.log',
      'What is logged.',
      bad('debug-enabled', 'low', { is: ['debug', 'trace'] }, 'logs messages in detail; use "info"', { set: 'info' }),
    ),
    number(
      'global.unix_socket_perms',
      'Mode of the socket.',
      bad('unsafe-setting', 'medium', { is: [666, 777] }, 'lets every local user talk to the server; use 660', {
        set: 660,
      }),
    ),
    address('global.address', 'Address to listen on.'),
    list('global.trusted_servers', 'Servers that vouch for keys.'),
    choice('global.allow_federation', ['true', 'false'], 'Talks to other servers.'),
  ],
};
