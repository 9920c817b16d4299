import type { TomlApplication } from '../application.ts';
import { address, bad, flag, isFalse, remote } from '../setting.ts';

/** Facts: zebra.zfnd.org, docs.rs/zebra-rpc. */
export const zebra: TomlApplication = {
  id: 'zebra',
  name: 'Zebra',
  docs: 'https://zebra.zfnd.org/user/run.html',
  files: ['zebrad.toml', 'zebrad*.toml'],
  markers: ['network', 'rpc', 'state', 'consensus'],
  markersWithName: 1,
  images: ['zfnd/zebra'],
  settings: [
    address(
      'rpc.listen_addr',
      'Address of the RPC server.',
      bad('remote-bind-without-tls', 'medium', remote, 'is open to the network without TLS; bind it to 127.0.0.1'),
    ),
    address(
      'rpc.indexer_listen_addr',
      'Address of the indexer.',
      bad('exposed-endpoint', 'medium', remote, 'opens the indexer to the network; bind it to 127.0.0.1'),
    ),
    flag(
      'rpc.enable_cookie_auth',
      'Asks for the cookie.',
      bad('auth-disabled', 'high', isFalse, 'lets every local user and proxy call the node; set it to true', {
        set: true,
      }),
    ),
  ],
};
