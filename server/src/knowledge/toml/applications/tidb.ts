import type { TomlApplication } from '../application.ts';
import { address, bad, choice, empty, flag, isFalse, isTrue, path, remote } from '../setting.ts';

/** Facts: TiDB configuration file reference; "By default, TiDB allows insecure connections". */
export const tidb: TomlApplication = {
  id: 'tidb',
  name: 'TiDB',
  docs: 'https://docs.pingcap.com/tidb/stable/tidb-configuration-file',
  files: ['tidb.toml', 'tidb*.toml'],
  markers: ['store', 'performance', 'security', 'status', 'log', 'tikv-client'],
  images: ['pingcap/tidb'],
  settings: [
    flag(
      'security.skip-grant-table',
      'Skips the check of users and rights.',
      bad('auth-disabled', 'critical', isTrue, 'lets anybody in with all rights; set it to false', { set: false }),
    ),
    flag(
      'security.require-secure-transport',
      'Takes only TLS connections.',
      bad('tls-disabled', 'medium', isFalse, 'takes passwords over plain connections; set it to true', {
        set: true,
        consequence: 'clients must use TLS',
      }),
    ),
    path('security.ssl-ca', 'CA clients are checked with.'),
    path(
      'security.ssl-cert',
      'Certificate for clients.',
      bad('tls-disabled', 'medium', empty, 'is empty, so clients cannot use TLS; set ssl-cert and ssl-key', {
        also: { 'auto-tls': { absent: true } },
      }),
    ),
    path('security.ssl-key', 'Private key for clients.'),
    choice(
      'security.tls-version',
      ['TLSv1.2', 'TLSv1.3'],
      'The oldest TLS version accepted.',
      bad('outdated-tls', 'medium', { test: 'outdated-tls' }, 'allows TLS versions retired in 2021; use "TLSv1.2"', {
        set: 'TLSv1.2',
      }),
    ),
    flag('security.auto-tls', 'Makes a self-signed certificate at start.'),
    address(
      'status.status-host',
      'Address of the status port.',
      bad('exposed-endpoint', 'medium', remote, 'shows status, profiles and schema to the network; bind it privately', {
        also: { 'report-status': { is: true } },
      }),
    ),
    flag('status.report-status', 'Serves the status port.'),
  ],
};
