import type { TomlApplication } from '../application.ts';
import { absent, address, bad, choice, flag, isFalse, remote, secret, table } from '../setting.ts';

const PLAIN = 'carries all traffic in plain text; use "noise" or "tls"';

/** Facts: rathole README. */
export const rathole: TomlApplication = {
  id: 'rathole',
  name: 'rathole',
  docs: 'https://github.com/rathole-org/rathole/blob/main/README.md',
  files: ['rathole.toml', 'rathole*.toml', 'rathole/server.toml', 'rathole/client.toml', 'server.toml', 'client.toml'],
  markers: ['server.services', 'client.services', 'server.default_token', 'client.default_token'],
  images: ['rapiz1/rathole', 'rathole'],
  settings: [
    address(
      'server.bind_addr',
      'Where clients connect.',
      bad('tls-disabled', 'medium', remote, 'takes all traffic in plain text; set transport.type = "noise"', {
        also: { transport: absent },
      }),
    ),
    secret('server.default_token', 'Token of services that name none.'),
    secret('client.default_token', 'Token of services that name none.'),
    secret('server.services.*.token', 'Token of the service.'),
    secret('client.services.*.token', 'Token of the service.'),
    choice(
      'server.transport.type',
      ['tcp', 'tls', 'noise', 'websocket'],
      'How client and server talk.',
      bad('tls-disabled', 'medium', { is: 'tcp' }, PLAIN),
    ),
    choice(
      'client.transport.type',
      ['tcp', 'tls', 'noise', 'websocket'],
      'How client and server talk.',
      bad('tls-disabled', 'medium', { is: 'tcp' }, PLAIN, { peers: 'client.remote_addr' }),
    ),
    flag(
      'server.transport.websocket.tls',
      'Uses TLS below the websocket.',
      bad('tls-disabled', 'medium', isFalse, 'carries all traffic in plain text; set it to true', { set: true }),
    ),
    flag(
      'client.transport.websocket.tls',
      'Uses TLS below the websocket.',
      bad('tls-disabled', 'medium', isFalse, 'carries all traffic in plain text; set it to true', {
        set: true,
        peers: 'client.remote_addr',
      }),
    ),
    table('server.services', 'Services that clients may offer.'),
    flag('server.services.*.nodelay', 'Sends small packets at once.'),
  ],
};
