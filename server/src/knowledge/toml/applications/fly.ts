import type { TomlApplication } from '../application.ts';
import { absent, bad, choice, flag, isFalse, isTrue, list, number, table, text } from '../setting.ts';

/** Facts: Fly.io app configuration reference (superfly/docs). Secrets in `[env]` are found by the secret rules. */
export const fly: TomlApplication = {
  id: 'fly',
  name: 'Fly',
  docs: 'https://fly.io/docs/reference/configuration/',
  files: ['fly.toml', 'fly*.toml'],
  markers: ['app', 'primary_region', 'http_service', 'services', 'build', 'env'],
  images: [],
  settings: [
    text('app', 'The application’s name.'),
    text('primary_region', 'Where machines start first.'),
    table('env', 'Variables in plain text; secrets belong to `fly secrets set`.'),
    flag(
      'http_service.force_https',
      'Redirects HTTP to HTTPS.',
      bad('tls-disabled', 'medium', isFalse, 'serves the app over plain HTTP too; set it to true', { set: true }),
      bad('tls-disabled', 'medium', absent, 'so plain HTTP is served too; set it to true', { set: true }),
    ),
    number('http_service.internal_port', 'Port the app listens on.'),
    list(
      'http_service.tls_options.versions',
      'TLS versions accepted.',
      bad('outdated-tls', 'medium', { test: 'outdated-tls' }, 'allows TLS versions retired in 2021; remove them', {
        dropItem: true,
      }),
    ),
    flag(
      'http_service.tls_options.default_self_signed',
      'Answers with a self-signed certificate.',
      bad('unsafe-setting', 'medium', isTrue, 'answers with a self-signed certificate; set it to false', {
        set: false,
      }),
    ),
    flag(
      'services.*.ports.*.force_https',
      'Redirects HTTP to HTTPS.',
      bad('tls-disabled', 'medium', isFalse, 'serves the app over plain HTTP too; set it to true', { set: true }),
      bad('tls-disabled', 'medium', absent, 'so plain HTTP is served on port 80; set it to true', {
        set: true,
        also: { port: { is: [80, '80'] }, handlers: { hasItem: ['http'] } },
      }),
    ),
    list(
      'services.*.ports.*.tls_options.versions',
      'TLS versions accepted.',
      bad('outdated-tls', 'medium', { test: 'outdated-tls' }, 'allows TLS versions retired in 2021; remove them', {
        dropItem: true,
      }),
    ),
    number(
      'services.*.internal_port',
      'Port the app listens on.',
      bad(
        'exposed-endpoint',
        'medium',
        { is: [5432, 3306, 6379, 27017, 9200, 11211] },
        'publishes a database port to the internet; use the private network',
      ),
    ),
    number('services.*.concurrency.hard_limit', 'Most connections to one machine.'),
    choice(
      'deploy.strategy',
      ['rolling', 'bluegreen', 'canary', 'immediate'],
      'How a release replaces the last.',
      bad('unsafe-setting', 'low', { is: 'immediate' }, 'replaces all machines without health checks; use "rolling"', {
        set: 'rolling',
      }),
    ),
  ],
};
