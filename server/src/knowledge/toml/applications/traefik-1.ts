import type { Condition, TomlApplication, Unsafe } from '../application.ts';
import { absent, bad, flag, isTrue, list, table, text } from '../setting.ts';
import { CLIENT_ADDRESSES, DIGEST_HASH, PLAIN_DOCKER_API, WEAK_HASHES } from './traefik-shared.ts';

const OPEN = 'serves API and dashboard on every address without a login; give its entry point an auth';
const PUBLISHES = 'publishes every container; set it to false and enable them by label';
const NEEDS_LABEL = { set: false, consequence: 'containers need traefik.enable' } as const;
const present: Condition = { present: true };

function published(...spelled: readonly string[]): readonly Unsafe[] {
  const others = Object.fromEntries(spelled.map((name) => [name, absent]));
  return [
    bad('exposed-endpoint', 'medium', isTrue, PUBLISHES, NEEDS_LABEL),
    bad('exposed-endpoint', 'medium', absent, `and ${PUBLISHES}`, { ...NEEDS_LABEL, also: others }),
  ];
}

/** Facts: Traefik 1.7, https://doc.traefik.io/traefik/v1.7/. Its keys are other ones than those of version 2 and later. */
export const traefik1: TomlApplication = {
  id: 'traefik-1',
  name: 'Traefik 1',
  docs: 'https://doc.traefik.io/traefik/v1.7/configuration/commons/',
  files: ['traefik.toml', 'traefik*.toml', 'traefik/config.toml'],
  markers: ['defaultEntryPoints', 'web', 'docker', 'acme', 'consul', 'kubernetes', 'marathon', 'rancher', 'logLevel'],
  images: ['traefik'],
  settings: [
    table(
      'api',
      'Serves API and dashboard, on an entry point of port 8080 where none is named.',
      bad('auth-disabled', 'high', present, OPEN, {
        also: { '/entryPoints.traefik': absent, '/api.entryPoint': absent },
      }),
    ),
    text(
      'web.address',
      'Where API and dashboard listen; replaced by api.',
      bad('auth-disabled', 'high', { test: 'remote-address' }, OPEN, { also: { auth: absent } }),
    ),
    flag('docker.exposedbydefault', 'Publishes every container without being asked.', ...published('exposedByDefault')),
    flag('docker.exposedByDefault', 'The same.', bad('exposed-endpoint', 'medium', isTrue, PUBLISHES, NEEDS_LABEL)),
    text('docker.endpoint', 'The Docker API.', ...PLAIN_DOCKER_API),
    ...['insecureSkipVerify', 'InsecureSkipVerify'].map((key) =>
      flag(
        key,
        'Does not check the certificates of backends.',
        bad(
          'tls-verification-disabled',
          'high',
          isTrue,
          'accepts any certificate of the backends; set rootCAs instead',
          {
            set: false,
            consequence: 'self-signed backends fail',
          },
        ),
      ),
    ),
    ...CLIENT_ADDRESSES,
    flag(
      'entryPoints.*.auth.forward.trustForwardHeader',
      'Passes X-Forwarded-* of clients on to the server that checks logins.',
      bad('spoofable-client-address', 'medium', isTrue, 'hands on addresses a client may forge; set it to false', {
        set: false,
      }),
    ),
    text(
      'entryPoints.*.tls.minVersion',
      'Oldest TLS version.',
      bad('outdated-tls', 'medium', { is: ['VersionTLS10', 'VersionTLS11'] }, 'lets broken TLS in; set VersionTLS12', {
        set: 'VersionTLS12',
        consequence: 'very old clients fail',
      }),
    ),
    list('entryPoints.*.auth.basic.users', 'Users with the hashes of their passwords.', ...WEAK_HASHES),
    list('entryPoints.*.auth.digest.users', 'Users with their digests.', DIGEST_HASH),
    flag(
      'debug',
      'Debug log and profiler.',
      bad('debug-enabled', 'medium', isTrue, 'opens profiler endpoints; set it to false', { set: false }),
    ),
  ],
};
