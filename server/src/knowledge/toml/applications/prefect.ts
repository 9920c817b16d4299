import type { TomlApplication } from '../application.ts';
import { absent, anybody, bad, flag, isFalse, isTrue, remote, secret, text } from '../setting.ts';

/** Facts: settings reference. Lists are texts with commas. */
export const prefect: TomlApplication = {
  id: 'prefect',
  name: 'Prefect',
  docs: 'https://docs.prefect.io/v3/api-ref/settings-ref',
  files: ['prefect.toml', '.prefect/profiles.toml'],
  markers: ['server', 'api', 'logging', 'profiles', 'active'],
  images: ['prefecthq/prefect'],
  settings: [
    flag(
      'api.tls_insecure_skip_verify',
      'Does not check the API’s certificate.',
      bad('tls-verification-disabled', 'high', isTrue, 'accepts any server; set ssl_cert_file instead', { set: false }),
    ),
    secret('api.key', 'Key of Prefect Cloud.'),
    secret('server.api.auth_string', 'user:password of the API.'),
    text(
      'server.api.host',
      'Address to listen on.',
      bad('remote-bind-without-auth', 'high', remote, 'lets anybody run code on your workers; set auth_string', {
        also: { auth_string: absent },
      }),
    ),
    flag(
      'server.api.csrf_protection_enabled',
      'Protects against forged requests.',
      bad('csrf-disabled', 'medium', isFalse, 'lets other sites act as the user; set it to true', { set: true }),
    ),
    text(
      'server.api.cors_allowed_origins',
      'Origins that may call from browsers.',
      bad('permissive-cors', 'low', anybody, 'lets every web site call the API; name the origins'),
    ),
    text('server.logging_level', 'How much is logged.'),
    flag(
      'testing.test_mode',
      'For Prefect’s own tests.',
      bad('debug-enabled', 'medium', isTrue, 'is for tests only; remove it', { remove: true }),
    ),
  ],
};
