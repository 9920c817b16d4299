import type { TomlApplication } from '../application.ts';
import { bad, flag, isFalse, isTrue, secret, text } from '../setting.ts';

/** Facts: static-web-server settings. */
export const staticWebServer: TomlApplication = {
  id: 'static-web-server',
  name: 'static-web-server',
  docs: 'https://static-web-server.net/configuration/config-file/',
  files: ['sws.toml', 'static-web-server.toml', 'sws/config.toml'],
  markers: ['general', 'advanced'],
  images: ['joseluisq/static-web-server', 'static-web-server/static-web-server'],
  responseHeaders: { tables: 'advanced.headers', pattern: 'source', values: 'headers' },
  settings: [
    flag(
      'general.security-headers',
      'Sends HSTS, frame and content-type headers.',
      bad('unsafe-setting', 'medium', isFalse, 'sends no security headers; set it to true', { set: true }),
    ),
    text(
      'general.cors-allow-origins',
      'Origins that may call from browsers.',
      bad('permissive-cors', 'low', { hasItem: ['*'] }, 'lets every web site read the files; name the origins'),
    ),
    flag(
      'general.directory-listing',
      'Lists folders without an index.',
      bad('exposed-endpoint', 'medium', isTrue, 'shows every file of the folder; set it to false', { set: false }),
    ),
    flag('general.https-redirect', 'Redirects HTTP to HTTPS.'),
    secret('general.basic-auth', 'user:bcrypt-hash that may read.'),
    flag('general.http2', 'Serves HTTP/2 over TLS.'),
  ],
};
