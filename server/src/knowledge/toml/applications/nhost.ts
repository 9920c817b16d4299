import type { TomlApplication } from '../application.ts';
import { absent, anybody, bad, flag, isTrue, list, secret } from '../setting.ts';

/** Facts: nhost.toml reference. `{{ secrets.NAME }}` is a reference. */
export const nhost: TomlApplication = {
  id: 'nhost',
  name: 'Nhost',
  docs: 'https://docs.nhost.io/reference/configuration',
  files: ['nhost.toml'],
  markers: ['hasura', 'auth'],
  images: [],
  settings: [
    secret(
      'hasura.jwtSecrets.*.key',
      'Signs tokens.',
      bad(
        'missing-credential',
        'high',
        { test: 'shorter-than-16' },
        'is guessed and signs any token; use 32 random bytes',
      ),
    ),
    secret('hasura.adminSecret', 'Gives all rights on the API.'),
    list(
      'hasura.settings.corsDomain',
      'Origins that may call from browsers.',
      bad('permissive-cors', 'low', anybody, 'lets every web site call the API; name the origins'),
    ),
    flag(
      'hasura.settings.devMode',
      'Shows internals in errors.',
      bad('debug-enabled', 'medium', isTrue, 'shows SQL and internals in errors; set it to false', { set: false }),
      bad('debug-enabled', 'medium', absent, 'and is on by default: errors show SQL; set it to false', { set: false }),
    ),
    flag(
      'hasura.settings.enableConsole',
      'Serves the console.',
      bad('exposed-endpoint', 'medium', isTrue, 'serves the admin console in production; set it to false', {
        set: false,
      }),
      bad('exposed-endpoint', 'medium', absent, 'and the admin console is on by default; set it to false', {
        set: false,
      }),
    ),
    flag('hasura.settings.enableAllowList', 'Takes only listed queries.'),
  ],
};
