import type { TomlApplication } from '../application.ts';
import { address, bad, flag, isFalse, isTrue, list, remote } from '../setting.ts';

/** Facts: besu everything_config.toml. Flat kebab-case keys. */
export const besu: TomlApplication = {
  id: 'besu',
  name: 'Besu',
  docs: 'https://besu.hyperledger.org/public-networks/reference/cli/options',
  files: ['besu.toml', 'besu*.toml', 'besu/config.toml'],
  markers: ['rpc-http-enabled', 'p2p-enabled'],
  markersWithName: 1,
  images: ['hyperledger/besu'],
  settings: [
    list(
      'rpc-http-api-methods-no-auth',
      'Methods that need no token.',
      bad('auth-disabled', 'medium', { test: 'not-empty' }, 'lets anybody call these methods; remove it', {
        also: { 'rpc-http-authentication-enabled': isTrue },
        remove: true,
      }),
    ),
    list(
      'host-allowlist',
      'Host names that are answered.',
      bad(
        'permissive-cors',
        'medium',
        { hasItem: ['*', 'all'] },
        'turns off the protection against DNS rebinding; name the hosts',
      ),
    ),
    list(
      'engine-host-allowlist',
      'Host names the engine API answers.',
      bad(
        'permissive-cors',
        'medium',
        { hasItem: ['*', 'all'] },
        'turns off the protection of the engine API; name the hosts',
      ),
    ),
    flag(
      'engine-jwt-disabled',
      'Opens the engine API without a token.',
      bad('auth-disabled', 'critical', isTrue, 'opens the engine API without a token; set it to false', { set: false }),
    ),
    list(
      'rpc-http-cors-origins',
      'Origins that may call from browsers.',
      bad('permissive-cors', 'low', { hasItem: ['*', 'all'] }, 'lets every web site call the node; name the origins'),
    ),
    list(
      'graphql-http-cors-origins',
      'Origins that may call from browsers.',
      bad('permissive-cors', 'low', { hasItem: ['*', 'all'] }, 'lets every web site call the node; name the origins'),
    ),
    address(
      'rpc-http-host',
      'Address of the HTTP API.',
      bad(
        'remote-bind-without-auth',
        'high',
        remote,
        'is open to the network without login and TLS; bind it to 127.0.0.1',
        {
          also: { 'rpc-http-authentication-enabled': isFalse, 'rpc-http-enabled': isTrue },
        },
      ),
    ),
    list(
      'rpc-http-api',
      'APIs served over HTTP.',
      bad(
        'exposed-endpoint',
        'high',
        { hasItem: ['ADMIN', 'DEBUG', 'PERM', 'MINER'] },
        'gives the network control over the node; keep ETH, NET, WEB3',
        { also: { 'rpc-http-host': remote } },
      ),
    ),
    list(
      'rpc-http-tls-protocols',
      'TLS versions accepted.',
      bad('outdated-tls', 'medium', { test: 'outdated-tls' }, 'allows TLS versions retired in 2021; remove them', {
        dropItem: true,
      }),
    ),
    flag('rpc-http-authentication-enabled', 'Asks for a token.'),
    flag('rpc-http-tls-enabled', 'Serves HTTPS.'),
  ],
};
