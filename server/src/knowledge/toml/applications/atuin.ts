import type { TomlApplication } from '../application.ts';
import { address, bad, flag, isTrue, secret } from '../setting.ts';

/** Facts: atuin server configuration. */
export const atuin: TomlApplication = {
  id: 'atuin-server',
  name: 'Atuin server',
  docs: 'https://docs.atuin.sh/self-hosting/server-setup/',
  files: ['atuin/server.toml', 'atuin-server.toml'],
  markers: ['open_registration', 'db_uri'],
  markersWithName: 1,
  images: ['atuinsh/atuin'],
  settings: [
    flag(
      'open_registration',
      'Lets people create accounts.',
      bad(
        'open-registration',
        'medium',
        isTrue,
        'lets anybody store data here; set it to false once you have registered',
        { set: false },
      ),
    ),
    address('host', 'Address to listen on.'),
    secret('db_uri', 'The database.'),
  ],
};
