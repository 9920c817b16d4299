import type { TomlApplication } from '../application.ts';
import { bad, secret, url } from '../setting.ts';

const PLAIN = 'fetches packages over plain HTTP; use https://';

/** Facts: bunfig.toml reference. */
export const bun: TomlApplication = {
  id: 'bun',
  name: 'Bun',
  docs: 'https://bun.com/docs/runtime/bunfig',
  files: ['bunfig.toml', '.bunfig.toml'],
  markers: ['install', 'test', 'run', 'preload'],
  images: [],
  settings: [
    url(
      'install.registry',
      'The package registry.',
      bad('untrusted-source', 'high', { test: 'plain-http-url' }, PLAIN),
    ),
    url(
      'install.registry.url',
      'The package registry.',
      bad('untrusted-source', 'high', { test: 'plain-http-url' }, PLAIN),
    ),
    secret('install.registry.password', 'Password of the registry; `$NAME` is a reference.'),
    secret('install.registry.token', 'Token of the registry; `$NAME` is a reference.'),
    url(
      'install.scopes.*.url',
      'Registry of a scope.',
      bad('untrusted-source', 'high', { test: 'plain-http-url' }, PLAIN),
    ),
    secret('install.scopes.*.token', 'Token of the scope; `$NAME` is a reference.'),
  ],
};
