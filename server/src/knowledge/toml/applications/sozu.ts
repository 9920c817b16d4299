import type { TomlApplication } from '../application.ts';
import { bad, choice, flag, isTrue, list, text } from '../setting.ts';

/** Facts: bin/config.toml. */
export const sozu: TomlApplication = {
  id: 'sozu',
  name: 'Sōzu',
  docs: 'https://github.com/sozu-proxy/sozu/blob/main/doc/configure.md',
  files: ['sozu.toml', 'sozu/config.toml', 'sozu*.toml'],
  markers: ['listeners', 'clusters'],
  images: ['clevercloud/sozu', 'sozu'],
  settings: [
    flag(
      'listeners.*.expect_proxy',
      'Believes the PROXY protocol.',
      bad('spoofable-client-address', 'low', isTrue, 'lets clients forge their address unless a balancer is in front', {
        also: { address: { test: 'remote-address' } },
      }),
    ),
    list(
      'listeners.*.tls_versions',
      'TLS versions accepted.',
      bad('outdated-tls', 'medium', { test: 'outdated-tls' }, 'allows TLS versions retired in 2021; remove them', {
        dropItem: true,
      }),
    ),
    choice('listeners.*.protocol', ['http', 'https', 'tcp'], 'What the listener speaks.'),
    text('listeners.*.address', 'Address to listen on.'),
    flag('clusters.*.https_redirect', 'Redirects HTTP to HTTPS.'),
    choice(
      'log_level',
      ['error', 'warn', 'info', 'debug', 'trace'],
      'How much is logged.',
      bad('debug-enabled', 'low', { is: ['debug', 'trace'] }, 'logs requests in detail; use "info"', { set: 'info' }),
    ),
  ],
};
