import type { TomlApplication } from '../application.ts';
import { address, bad, path, remote } from '../setting.ts';

/**
 * Facts: scripts/distribution/configs/databend-meta.toml; src/meta/service/src/api/grpc/grpc_service.rs: a handshake needs the user name
 * "root" and no password, `export` and `watch` need no handshake. A certificate encrypts, it asks for no login.
 */
export const databendMeta: TomlApplication = {
  id: 'databend-meta',
  name: 'Databend meta',
  docs: 'https://docs.databend.com/guides/self-hosted/references/node-config/meta-config',
  files: ['databend-meta.toml', '*databend-meta*.toml', 'meta/meta*.toml'],
  markers: ['admin_api_address', 'grpc_api_address', 'raft_config'],
  markersWithName: 2,
  images: ['datafuselabs/databend-meta', 'databend-meta'],
  settings: [
    address(
      'grpc_api_address',
      'Address of the metadata store.',
      bad(
        'remote-bind-without-auth',
        'high',
        remote,
        'asks for no password; bind it to an address of the cluster’s network',
      ),
    ),
    address(
      'admin_api_address',
      'Address of the admin API.',
      bad('exposed-endpoint', 'medium', remote, 'opens the admin API without a login; bind it to 127.0.0.1'),
    ),
    path('grpc_tls_server_cert', 'Certificate of the metadata store.'),
    path('admin_tls_server_cert', 'Certificate of the admin API.'),
  ],
};
