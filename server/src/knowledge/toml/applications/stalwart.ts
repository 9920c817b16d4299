import type { TomlApplication } from '../application.ts';
import { bad, flag, isTrue, secret, text } from '../setting.ts';

/** Facts: Stalwart documentation; secrets may be hashes or `%{env:NAME}%`. */
export const stalwart: TomlApplication = {
  id: 'stalwart',
  name: 'Stalwart',
  docs: 'https://stalw.art/docs/configuration/overview',
  files: [
    'stalwart.toml',
    'stalwart*.toml',
    'stalwart/etc/config.toml',
    'stalwart-mail/etc/config.toml',
    'stalwart/config.toml',
  ],
  markers: ['server.listener', 'storage', 'store', 'directory', 'authentication.fallback-admin'],
  markersWithName: 1,
  images: ['stalwartlabs/stalwart', 'stalwartlabs/mail-server', 'stalwart'],
  settings: [
    text('authentication.fallback-admin.user', 'The emergency administrator.'),
    secret('authentication.fallback-admin.secret', 'Its password, hashed or as `%{env:NAME}%`.'),
    flag(
      'http.permissive-cors',
      'Lets every web site call the API.',
      bad('permissive-cors', 'low', isTrue, 'lets every web site call the mail API; set it to false', {
        set: false,
      }),
    ),
    flag('server.listener.*.tls.implicit', 'TLS from the first byte.'),
    flag(
      'remote.*.tls.allow-invalid-certs',
      'Accepts any certificate.',
      bad('tls-verification-disabled', 'high', isTrue, 'accepts any certificate; set it to false', { set: false }),
    ),
    flag(
      'directory.*.tls.allow-invalid-certs',
      'Accepts any certificate.',
      bad('tls-verification-disabled', 'high', isTrue, 'accepts any directory server; set it to false', { set: false }),
    ),
    flag(
      'store.*.tls.allow-invalid-certs',
      'Accepts any certificate.',
      bad('tls-verification-disabled', 'high', isTrue, 'accepts any database server; set it to false', { set: false }),
    ),
  ],
};
