import type { TomlApplication } from '../application.ts';
import { bad, flag, isTrue, secret, url } from '../setting.ts';

/** Chainlink’s secrets file. */
export const chainlinkSecrets: TomlApplication = {
  id: 'chainlink-secrets',
  name: 'Chainlink',
  docs: 'https://docs.chain.link/chainlink-nodes/v1/secrets-config',
  files: ['chainlink/secrets.toml', '.chainlink/secrets.toml', 'chainlink-secrets.toml'],
  markers: ['Database.URL', 'Password.Keystore'],
  images: [],
  settings: [
    url('Database.URL', 'The database.'),
    flag(
      'Database.AllowSimplePasswords',
      'Accepts short passwords.',
      bad('weak-password-policy', 'high', isTrue, 'accepts passwords that are guessed quickly; set it to false', {
        set: false,
      }),
    ),
    secret(
      'Password.Keystore',
      'Password of the key store: 16 characters or more.',
      bad(
        'missing-credential',
        'high',
        { test: 'shorter-than-16' },
        'is shorter than 16 characters; the node refuses it',
      ),
    ),
  ],
};
