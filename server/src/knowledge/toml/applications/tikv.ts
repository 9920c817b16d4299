import type { TomlApplication } from '../application.ts';
import { address, bad, choice, empty, flag, list, path, remote } from '../setting.ts';

const PLAIN = 'is empty, so the cluster talks in plain text; set ca-path, cert-path and key-path';
const clusterTls = [
  path('security.ca-path', 'CA of the cluster; empty turns TLS off.', bad('tls-disabled', 'medium', empty, PLAIN)),
  path('security.cert-path', 'Certificate of this node.'),
  path('security.key-path', 'Private key of this node.'),
  list('security.cert-allowed-cn', 'Names of certificates that may connect.'),
];

/** Facts: tikv etc/config-template.toml ("Empty string means disabling secure connections"). */
export const tikv: TomlApplication = {
  id: 'tikv',
  name: 'TiKV',
  docs: 'https://docs.pingcap.com/tidb/stable/tikv-configuration-file',
  files: ['tikv.toml', 'tikv*.toml'],
  markers: ['raftstore', 'rocksdb', 'storage', 'server'],
  markersWithName: 1,
  images: ['pingcap/tikv', 'tikv'],
  settings: [
    ...clusterTls,
    address('server.addr', 'Address other nodes connect to.'),
    address(
      'server.status-addr',
      'Address of status and metrics.',
      bad(
        'exposed-endpoint',
        'medium',
        remote,
        'shows status, profiles and settings to the network; bind it privately',
      ),
    ),
    flag('security.redact-info-log', 'Keeps user data out of the log.'),
    choice(
      'security.encryption.data-encryption-method',
      ['plaintext', 'aes128-ctr', 'aes192-ctr', 'aes256-ctr', 'sm4-ctr'],
      'Encryption of data on disk.',
      bad(
        'unencrypted-storage',
        'low',
        { is: 'plaintext' },
        'leaves data readable on disk; choose "aes256-ctr" with a master key',
      ),
    ),
  ],
};
