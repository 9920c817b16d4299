import type { TomlApplication } from '../application.ts';
import { absent, address, bad, flag, isFalse, isTrue, remote, secret, text } from '../setting.ts';

const ANY_CERT = 'accepts any certificate; set it to false';
const PLAIN = 'sends the login in plain text; set UseTLS = true and the TLS port (6697)';

/** Facts: matterbridge.toml.sample. Bridges are tables below the name of their protocol. */
export const matterbridge: TomlApplication = {
  id: 'matterbridge',
  name: 'Matterbridge',
  docs: 'https://github.com/42wim/matterbridge/wiki/Settings',
  files: ['matterbridge.toml', 'matterbridge*.toml', 'matterbridge/config.toml'],
  markers: ['gateway', 'samechannelgateway', 'general.RemoteNickFormat'],
  images: ['42wim/matterbridge', 'matterbridge'],
  logsInElsewhere: true,
  settings: [
    ...['irc', 'xmpp', 'mattermost', 'rocketchat'].map((protocol) =>
      flag(
        `${protocol}.*.SkipTLSVerify`,
        'Does not check the server’s certificate.',
        bad('tls-verification-disabled', 'high', isTrue, ANY_CERT, {
          set: false,
          consequence: 'self-signed servers fail',
        }),
      ),
    ),
    ...['xmpp', 'mattermost'].map((protocol) =>
      flag(
        `${protocol}.*.NoTLS`,
        'Connects without TLS.',
        bad('tls-disabled', 'high', isTrue, 'sends the login in plain text; set it to false', { set: false }),
      ),
    ),
    text(
      'irc.*.Server',
      'Server and port.',
      bad('tls-disabled', 'medium', { contains: ':6667' }, PLAIN, { also: { UseTLS: absent } }),
    ),
    flag(
      'irc.*.UseTLS',
      'Connects with TLS.',
      bad('tls-disabled', 'medium', isFalse, 'sends the login in plain text; set it to true and use port 6697', {
        set: true,
      }),
    ),
    address(
      'api.*.BindAddress',
      'Address of the API.',
      bad('remote-bind-without-auth', 'high', remote, 'lets anybody read and write every chat; set Token', {
        also: { Token: absent },
      }),
    ),
    secret('api.*.Token', 'Token of the API.'),
  ],
};
