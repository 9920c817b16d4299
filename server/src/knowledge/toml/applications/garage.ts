import type { TomlApplication } from '../application.ts';
import { absent, address, bad, flag, isTrue, number, remote, secret, text } from '../setting.ts';

/** Facts: Garage configuration reference. `rpc_secret` is 32 bytes in hex. */
export const garage: TomlApplication = {
  id: 'garage',
  name: 'Garage',
  docs: 'https://garagehq.deuxfleurs.fr/documentation/reference-manual/configuration/',
  files: ['garage.toml', 'garage*.toml'],
  markers: ['rpc_bind_addr', 's3_api', 'metadata_dir'],
  images: ['dxflrs/garage', 'garage'],
  variables: {
    rpc_secret: 'GARAGE_RPC_SECRET',
    'admin.admin_token': 'GARAGE_ADMIN_TOKEN',
    'admin.metrics_token': 'GARAGE_METRICS_TOKEN',
  },
  settings: [
    secret(
      'rpc_secret',
      'The cluster’s shared secret: 64 hexadecimal digits.',
      bad(
        'missing-credential',
        'high',
        { test: 'not-hex-256-bit' },
        'is not 64 hex digits, so nodes do not start; use `openssl rand -hex 32`',
      ),
    ),
    address('rpc_bind_addr', 'Address nodes talk on.'),
    address(
      'admin.api_bind_addr',
      'Address of the admin API.',
      bad(
        'missing-credential',
        'medium',
        remote,
        'shows metrics and admin to the network without a token; set admin_token',
        {
          also: { admin_token: absent, metrics_token: absent, admin_token_file: absent, metrics_token_file: absent },
        },
      ),
    ),
    secret('admin.admin_token', 'Token of the admin API.'),
    secret('admin.metrics_token', 'Token of the metrics.'),
    flag(
      'allow_world_readable_secrets',
      'Accepts secret files everybody can read.',
      bad('unsafe-setting', 'high', isTrue, 'accepts secret files every user can read; set it to false', {
        set: false,
        consequence: 'the files need mode 0600',
      }),
    ),
    number(
      'replication_factor',
      'Copies of each object.',
      bad('unsafe-setting', 'low', { is: 1 }, 'keeps one copy of each object, so a lost disk loses data; use 3'),
    ),
    address('s3_api.api_bind_addr', 'Address of the S3 API.'),
    address('k2v_api.api_bind_addr', 'Address of the K2V API.'),
    text('metadata_dir', 'Folder of the metadata.'),
  ],
};
