import type { TomlApplication } from '../application.ts';
import { address, bad, choice, flag, isTrue, path, text } from '../setting.ts';

/** Facts: Navidrome configuration options; the documentation warns of EnableTranscodingConfig. */
export const navidrome: TomlApplication = {
  id: 'navidrome',
  name: 'Navidrome',
  docs: 'https://www.navidrome.org/docs/usage/configuration/options/',
  files: ['navidrome.toml'],
  markers: ['MusicFolder', 'DataFolder', 'Port', 'LogLevel'],
  images: ['deluan/navidrome'],
  settings: [
    text('MusicFolder', 'Folder of the music.'),
    address('Address', 'Address to listen on.'),
    flag(
      'EnableTranscodingConfig',
      'Lets administrators change commands in the web page.',
      bad('code-execution-allowed', 'medium', isTrue, 'lets a stolen admin session run any command; set it to false', {
        set: false,
      }),
    ),
    choice(
      'LogLevel',
      ['error', 'warn', 'info', 'debug', 'trace'],
      'How much is logged.',
      bad('debug-enabled', 'low', { is: ['debug', 'trace'] }, 'logs requests in detail; use "info"', { set: 'info' }),
    ),
    path('TLSCert', 'Certificate.'),
    path('TLSKey', 'Private key.'),
  ],
};
