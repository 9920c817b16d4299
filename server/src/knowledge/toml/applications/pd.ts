import type { TomlApplication } from '../application.ts';
import { bad, empty, flag, path, text } from '../setting.ts';

/** Facts: PD configuration file reference. */
export const pd: TomlApplication = {
  id: 'pd',
  name: 'PD',
  docs: 'https://docs.pingcap.com/tidb/stable/pd-configuration-file',
  files: ['pd.toml', 'pd*.toml'],
  markers: ['schedule', 'replication', 'client-urls', 'peer-urls', 'pd-server'],
  images: ['pingcap/pd'],
  settings: [
    path(
      'security.cacert-path',
      'CA of the cluster; empty turns TLS off.',
      bad(
        'tls-disabled',
        'medium',
        empty,
        'is empty, so the cluster talks in plain text; set cacert-path, cert-path and key-path',
      ),
    ),
    flag('dashboard.disable-custom-prom-addr', 'Forbids another Prometheus address.'),
    text('client-urls', 'Where clients connect.'),
  ],
};
