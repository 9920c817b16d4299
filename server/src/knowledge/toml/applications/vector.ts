import type { TomlApplication } from '../application.ts';
import { absent, address, bad, flag, isFalse, isTrue, list, secret, text } from '../setting.ts';

const component = (kind: string) => [
  flag(
    `${kind}.*.tls.verify_certificate`,
    'Checks the other side’s certificate.',
    bad('tls-verification-disabled', 'high', isFalse, 'accepts any certificate; set it to true', {
      set: true,
      consequence: 'untrusted servers fail',
    }),
  ),
  flag(
    `${kind}.*.tls.verify_hostname`,
    'Checks that the certificate is for this host.',
    bad('tls-verification-disabled', 'high', isFalse, 'accepts a certificate of any host; set it to true', {
      set: true,
      consequence: 'servers with another name fail',
    }),
  ),
  flag(`${kind}.*.tls.enabled`, 'Uses TLS.'),
  secret(`${kind}.*.tls.key_pass`, 'Passphrase of the key.'),
  secret(`${kind}.*.auth.password`, 'Password; `${NAME}` is a reference.'),
];

/** Facts: vector src/tls/settings.rs (the program warns itself), config/api.rs. */
export const vector: TomlApplication = {
  id: 'vector',
  name: 'Vector',
  docs: 'https://vector.dev/docs/reference/configuration/',
  files: ['vector.toml', 'vector*.toml', 'vector/config.toml', 'vector/*.toml'],
  markers: ['sources', 'sinks'],
  images: ['timberio/vector', 'vector'],
  settings: [
    ...component('sources'),
    ...component('sinks'),
    flag('api.enabled', 'Serves the GraphQL API.'),
    address(
      'api.address',
      'Address of the GraphQL API.',
      bad(
        'exposed-endpoint',
        'medium',
        { test: 'remote-address' },
        'shows data and topology to the network; bind it to 127.0.0.1:8686',
        {
          also: { enabled: isTrue },
          set: '127.0.0.1:8686',
          consequence: '`vector top` works on this machine only',
        },
      ),
    ),
    flag('api.playground', 'Serves the GraphQL playground.'),
    text('sources.*.type', 'Kind of source.'),
    address(
      'sources.*.address',
      'Where a source listens.',
      bad(
        'remote-bind-without-auth',
        'medium',
        { test: 'remote-address' },
        'takes events from anybody; set auth or tls.verify_certificate',
        {
          also: { type: { is: ['http_server', 'http'] }, auth: absent, 'tls.verify_certificate': absent },
        },
      ),
    ),
    list('sinks.*.inputs', 'What a sink receives.'),
    text('data_dir', 'Folder of buffers and checkpoints.'),
  ],
};
