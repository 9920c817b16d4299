import type { TomlApplication } from '../application.ts';
import { bad, flag, isFalse, isTrue, remote, secret } from '../setting.ts';

/** Facts: codenotary/immudb configs/immudb.toml. */
export const immudb: TomlApplication = {
  id: 'immudb',
  name: 'immudb',
  docs: 'https://docs.immudb.io/master/running/configuration.html',
  files: ['immudb.toml', 'immudb*.toml'],
  markers: ['mtls', 'dbname', 'devmode', 'admin-password', 'pidfile', 'address', 'dir'],
  markersWithName: 2,
  images: ['codenotary/immudb'],
  settings: [
    secret('admin-password', 'First password of the administrator.'),
    flag(
      'devmode',
      'Development mode.',
      bad('debug-enabled', 'medium', isTrue, 'is for development; set it to false', { set: false }),
    ),
    flag(
      'disable-auth',
      'Lets everybody in.',
      bad('auth-disabled', 'critical', isTrue, 'lets anybody read and write; set it to false', { set: false }),
    ),
    flag(
      'auth',
      'Asks for a login.',
      bad('auth-disabled', 'critical', isFalse, 'lets anybody read and write; set it to true', { set: true }),
    ),
    flag(
      'mtls',
      'Uses TLS and client certificates.',
      bad('tls-disabled', 'medium', isFalse, 'takes passwords in plain text from the network; set it to true', {
        also: { address: remote },
        set: true,
        consequence: 'clients need certificates',
      }),
    ),
  ],
};
