import type { TomlApplication } from '../application.ts';
import { bad, flag, isFalse, isTrue, secret, text, url } from '../setting.ts';

const PLAIN = 'fetches packages over plain HTTP; use https://';

/** Facts: Cargo book, config reference: tokens "should only appear in the credentials file"; default minimum TLS is 1.0. */
export const cargo: TomlApplication = {
  id: 'cargo',
  name: 'Cargo',
  docs: 'https://doc.rust-lang.org/cargo/reference/config.html',
  files: ['.cargo/config.toml', '.cargo/config', 'cargo/config.toml'],
  markers: ['registries', 'registry', 'source', 'http', 'net', 'build', 'target', 'alias', 'env'],
  images: [],
  settings: [
    text(
      'http.ssl-version.min',
      'The oldest TLS version accepted.',
      bad('outdated-tls', 'medium', { test: 'outdated-tls' }, 'allows TLS versions retired in 2021; use "tlsv1.2"', {
        set: 'tlsv1.2',
      }),
    ),
    secret(
      'registry.token',
      'Token of crates.io; belongs into credentials.toml.',
      bad(
        'unsafe-setting',
        'high',
        { test: 'not-empty' },
        'belongs into credentials.toml, which is not shared; move it there',
      ),
    ),
    secret(
      'registries.*.token',
      'Token of the registry; belongs into credentials.toml.',
      bad(
        'unsafe-setting',
        'high',
        { test: 'not-empty' },
        'belongs into credentials.toml, which is not shared; move it there',
      ),
    ),
    url(
      'registries.*.index',
      'Index of the registry.',
      bad('untrusted-source', 'high', { test: 'plain-http-url' }, PLAIN),
    ),
    url(
      'source.*.registry',
      'Index that replaces a source.',
      bad('untrusted-source', 'high', { test: 'plain-http-url' }, PLAIN),
    ),
    text(
      'http.ssl-version',
      'The oldest TLS version accepted.',
      bad('outdated-tls', 'medium', { test: 'outdated-tls' }, 'allows TLS versions retired in 2021; use "tlsv1.2"', {
        set: 'tlsv1.2',
      }),
    ),
    flag(
      'http.check-revoke',
      'Checks revoked certificates (Windows).',
      bad('untrusted-source', 'low', isFalse, 'accepts revoked certificates; remove it', { remove: true }),
    ),
    flag(
      'http.debug',
      'Logs HTTP.',
      bad('debug-enabled', 'low', isTrue, 'logs HTTP with tokens; remove it', { remove: true }),
    ),
    flag('net.git-fetch-with-cli', 'Fetches with the git program.'),
  ],
};
