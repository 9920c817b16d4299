import type { TomlApplication } from '../application.ts';
import { bad, choice, flag, isFalse, isTrue, secret } from '../setting.ts';

/** Facts: kellnr config/default.toml. */
export const kellnr: TomlApplication = {
  id: 'kellnr',
  name: 'kellnr',
  docs: 'https://kellnr.io/documentation',
  files: ['kellnr.toml', 'kellnr/config/default.toml', 'kellnr*.toml'],
  markers: ['registry.data_dir', 'setup'],
  markersWithName: 1,
  images: ['kellnr/kellnr'],
  settings: [
    secret('setup.admin_pwd', 'First password of the administrator.'),
    secret('setup.admin_token', 'First token of the administrator.'),
    flag(
      'registry.auth_required',
      'Asks for a token before crates are read.',
      bad('auth-disabled', 'high', isFalse, 'lets anybody read private crates; set it to true', {
        set: true,
        consequence: 'cargo needs a token',
      }),
    ),
    choice(
      'origin.protocol',
      ['http', 'https'],
      'How clients reach the registry.',
      bad('tls-disabled', 'medium', { is: 'http' }, 'makes cargo send tokens over plain HTTP; use "https"', {
        set: 'https',
        consequence: 'needs a TLS proxy',
      }),
    ),
    flag(
      's3.allow_http',
      'Talks plain HTTP to the store.',
      bad('tls-disabled', 'medium', isTrue, 'talks to the object store in plain text; set it to false', { set: false }),
    ),
  ],
};
