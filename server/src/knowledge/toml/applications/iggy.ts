import type { TomlApplication } from '../application.ts';
import { anybody, bad, flag, isFalse, isTrue, list, secret, text } from '../setting.ts';

const tls = (server: string) => [
  flag(
    `${server}.tls.enabled`,
    'Uses TLS.',
    bad('tls-disabled', 'medium', isFalse, 'takes passwords and messages in plain text; set it to true', {
      also: { '../enabled': isTrue, '../address': { test: 'remote-address' } },
      set: true,
      consequence: 'clients must use TLS',
    }),
  ),
  flag(
    `${server}.tls.self_signed`,
    'Makes its own certificate.',
    bad('tls-disabled', 'low', isTrue, 'uses a certificate nobody can check; set cert_file and key_file', {
      also: { enabled: isTrue },
    }),
  ),
  text(`${server}.address`, 'Address to listen on.'),
];

/** Facts: core/server/config.toml. */
export const iggy: TomlApplication = {
  id: 'iggy',
  name: 'Apache Iggy',
  docs: 'https://iggy.apache.org/docs/server/configuration',
  files: ['iggy.toml', 'iggy*.toml', 'iggy/config.toml', 'core/server/config.toml'],
  markers: ['tcp.address', 'quic.address', 'http.jwt', 'system.path'],
  images: ['apache/iggy', 'iggyrs/iggy'],
  settings: [
    secret(
      'system.encryption.key',
      '32 bytes in base64.',
      bad('missing-credential', 'high', { test: 'not-256-bit' }, 'is not 32 bytes in base64; generate one', {
        also: { enabled: isTrue },
      }),
    ),
    ...tls('tcp'),
    ...tls('http'),
    ...tls('websocket'),
    list(
      'http.cors.allowed_origins',
      'Origins that may call from browsers.',
      bad('permissive-cors', 'high', anybody, 'lets every web site act as the user; name the origins', {
        also: { enabled: isTrue, allow_credentials: isTrue },
      }),
      bad('permissive-cors', 'low', anybody, 'lets every web site read the answers; name the origins', {
        also: { enabled: isTrue },
      }),
    ),
    secret('http.jwt.encoding_secret', 'Signs tokens.'),
    secret('http.jwt.decoding_secret', 'Checks tokens.'),
    flag('system.encryption.enabled', 'Encrypts messages on disk.'),
    flag(
      'cluster.auth.enabled',
      'Asks cluster nodes for a secret.',
      bad('auth-disabled', 'high', isFalse, 'lets any machine join the cluster; set it to true', {
        also: { '/cluster.enabled': isTrue },
        set: true,
      }),
    ),
  ],
};
