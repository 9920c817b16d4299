import type { TomlApplication } from '../application.ts';
import { absent, bad, empty, flag, isFalse, list, secret, url } from '../setting.ts';

/** Facts: attic server/src/config-template.toml. */
export const attic: TomlApplication = {
  id: 'attic',
  name: 'attic',
  docs: 'https://docs.attic.rs/admin-guide/deployment/nixos.html',
  files: ['atticd.toml', 'attic/server.toml', 'attic*.toml'],
  markers: ['listen', 'storage', 'chunking', 'jwt'],
  markersWithName: 2,
  images: ['zhaofengli/attic'],
  settings: [
    list(
      'allowed-hosts',
      'Host names that are answered; empty allows all.',
      bad('unsafe-setting', 'medium', empty, 'answers to any host name; name the hosts'),
      bad('unsafe-setting', 'medium', absent, 'and any host name is answered; name the hosts'),
    ),
    url(
      'api-endpoint',
      'Address clients use.',
      bad('unsafe-setting', 'low', absent, 'and is taken from the Host header; set the public address'),
    ),
    flag(
      'require-proof-of-possession',
      'Asks for proof before a file is linked.',
      bad('unsafe-setting', 'high', isFalse, 'gives files to whoever knows their hash; set it to true', { set: true }),
    ),
    secret('jwt.signing.token-rs256-secret-base64', 'Signs tokens.'),
    secret('jwt.signing.token-hs256-secret-base64', 'Signs tokens.'),
  ],
};
