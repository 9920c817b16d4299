import type { TomlApplication } from '../application.ts';
import { address, bad, choice, remote } from '../setting.ts';

const TRUST = { is: 'Trust' } as const;
const OPENS = 'opens the management API without a login; set http_auth_type';

/** Facts: neondatabase/neon libs/pageserver_api/src/config.rs (`impl Default for ConfigToml`): both kinds of access trust anybody by default. */
export const neonPageserver: TomlApplication = {
  id: 'neon-pageserver',
  name: 'Neon pageserver',
  docs: 'https://github.com/neondatabase/neon/blob/main/docs/authentication.md',
  files: ['pageserver.toml', 'pageserver*.toml'],
  markers: ['listen_pg_addr', 'listen_http_addr', 'broker_endpoint'],
  markersWithName: 1,
  images: ['neondatabase/neon'],
  settings: [
    address(
      'listen_http_addr',
      'Address of the management API.',
      bad('remote-bind-without-auth', 'high', remote, OPENS, { also: { http_auth_type: { absent: true } } }),
      bad('remote-bind-without-auth', 'high', remote, OPENS, { also: { http_auth_type: TRUST } }),
    ),
    address('listen_pg_addr', 'Address that computes read pages from.'),
    choice('http_auth_type', ['Trust', 'NeonJWT', 'HadronJWT'], 'How callers of the API prove who they are.'),
    choice('pg_auth_type', ['Trust', 'NeonJWT', 'HadronJWT'], 'How computes prove who they are.'),
  ],
};
