import type { TomlApplication } from '../application.ts';
import { bad, choice, flag, isFalse, remote, secret, table, text } from '../setting.ts';

/** Facts: Rocket guide, Configuration; the profile `release` is the one production builds use. */
export const rocket: TomlApplication = {
  id: 'rocket',
  name: 'Rocket',
  docs: 'https://rocket.rs/guide/v0.5/configuration/',
  files: ['rocket.toml'],
  markers: ['default', 'release', 'debug', 'global'],
  images: [],
  settings: [
    text('*.address', 'Address to listen on.'),
    choice(
      'release.log_level',
      ['critical', 'normal', 'debug', 'off'],
      'How much is logged.',
      bad('debug-enabled', 'low', { is: 'debug' }, 'logs requests in detail in production; use "normal"', {
        set: 'normal',
      }),
    ),
    choice('release.cli_colors', ['true', 'false'], 'Colours in the log.'),
    secret(
      '*.secret_key',
      'Signs and encrypts private cookies: 256 bit in base64 or hex; better passed as ROCKET_SECRET_KEY.',
      bad('missing-credential', 'high', { test: 'not-256-bit' }, 'is not 256 bit; use `openssl rand -base64 32`'),
    ),
    table('*.tls', 'Certificate and key.'),
    flag(
      '*.tls.mutual.mandatory',
      'Requires a certificate of clients.',
      bad('auth-disabled', 'medium', isFalse, 'lets clients in without a certificate; set it to true', {
        set: true,
        consequence: 'clients without a certificate are refused',
      }),
    ),
    text('release.ident', 'The Server header.'),
    text(
      '*.ip_header',
      'Header the client’s address is taken from.',
      bad(
        'spoofable-client-address',
        'low',
        { test: 'not-empty' },
        'lets clients forge their address unless a proxy sets it; bind to 127.0.0.1',
        { also: { address: remote } },
      ),
    ),
  ],
};
