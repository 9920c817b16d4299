import type { TomlApplication } from '../application.ts';
import { bad, choice, flag, isFalse, isTrue, number, secret, text } from '../setting.ts';

/** Reads with Night Config, which takes TOML 1.0 unless told otherwise. Facts: default-velocity.toml. */
export const velocity: TomlApplication = {
  id: 'velocity',
  name: 'Velocity',
  docs: 'https://docs.papermc.io/velocity/configuration/',
  files: ['velocity.toml'],
  markers: ['online-mode', 'player-info-forwarding-mode', 'config-version'],
  images: [],
  toml: '1.0',
  settings: [
    flag(
      'advanced.haproxy-protocol',
      'Believes the PROXY protocol.',
      bad('spoofable-client-address', 'low', isTrue, 'lets players forge their address; bind to the proxy’s network', {
        also: { '/bind': { test: 'remote-address' } },
      }),
    ),
    text('bind', 'Address players connect to.'),
    flag(
      'online-mode',
      'Checks players with Mojang.',
      bad(
        'remote-bind-without-auth',
        'critical',
        isFalse,
        'lets anybody play under any name, operators too; set it to true',
        { set: true, consequence: 'players need a bought account' },
      ),
    ),
    choice(
      'player-info-forwarding-mode',
      ['modern', 'bungeeguard', 'legacy', 'none'],
      'How servers learn who a player is.',
      bad(
        'unsafe-setting',
        'high',
        { is: ['legacy', 'none'] },
        'lets anybody who reaches a server fake a player; use "modern"',
        { set: 'modern', consequence: 'servers need the forwarding secret' },
      ),
    ),
    flag('force-key-authentication', 'Requires signed chat keys.'),
    secret('forwarding-secret', 'Shared with the servers; better forwarding-secret-file.'),
    number(
      'advanced.login-ratelimit',
      'Milliseconds between logins of one address; 0 is without limit.',
      bad('unlimited', 'medium', { is: 0 }, 'lets one address flood logins; use 3000', { set: 3000 }),
    ),
    flag('query.enabled', 'Answers GameSpy queries.'),
  ],
};
