import type { TomlApplication } from '../application.ts';
import { address, anybody, bad, flag, isTrue, list, remote } from '../setting.ts';

const DANGEROUS = ['personal', 'admin', 'debug', 'miner'];

/** Reads with naoina/toml, unchanged since 2017. Facts: go-ethereum node/config.go. */
export const geth: TomlApplication = {
  id: 'geth',
  name: 'Geth',
  docs: 'https://geth.ethereum.org/docs/fundamentals/config-files',
  files: ['geth.toml', 'geth*.toml', 'geth/config.toml'],
  markers: ['Node', 'Eth'],
  images: ['ethereum/client-go'],
  toml: '1.0',
  settings: [
    address(
      'Node.HTTPHost',
      'Address of the HTTP API.',
      bad('remote-bind-without-auth', 'medium', remote, 'opens the API to the network without login; use localhost'),
    ),
    address(
      'Node.WSHost',
      'Address of the websocket API.',
      bad('remote-bind-without-auth', 'medium', remote, 'opens the API to the network without login; use localhost'),
    ),
    address(
      'Node.AuthAddr',
      'Address of the engine API.',
      bad('exposed-endpoint', 'medium', remote, 'opens the engine API to the network; bind it to localhost'),
    ),
    list(
      'Node.HTTPCors',
      'Origins that may call from browsers.',
      bad('permissive-cors', 'low', anybody, 'lets every web site call the node; name the origins'),
    ),
    list(
      'Node.WSOrigins',
      'Origins that may connect.',
      bad('permissive-cors', 'low', anybody, 'lets every web site connect to the node; name the origins'),
    ),
    list(
      'Node.GraphQLCors',
      'Origins that may call from browsers.',
      bad('permissive-cors', 'low', anybody, 'lets every web site call the node; name the origins'),
    ),
    list(
      'Node.HTTPVirtualHosts',
      'Host names that are answered.',
      bad('permissive-cors', 'medium', anybody, 'turns off the protection against DNS rebinding; name the hosts'),
    ),
    list(
      'Node.GraphQLVirtualHosts',
      'Host names that are answered.',
      bad('permissive-cors', 'medium', anybody, 'turns off the protection against DNS rebinding; name the hosts'),
    ),
    list(
      'Node.AuthVirtualHosts',
      'Host names that are answered.',
      bad('permissive-cors', 'medium', anybody, 'turns off the protection against DNS rebinding; name the hosts'),
    ),
    list(
      'Node.HTTPModules',
      'APIs served over HTTP.',
      bad(
        'exposed-endpoint',
        'critical',
        { hasItem: DANGEROUS },
        'gives the network control over the node; keep eth, net, web3',
        { also: { HTTPHost: remote } },
      ),
    ),
    list(
      'Node.WSModules',
      'APIs served over websocket.',
      bad(
        'exposed-endpoint',
        'critical',
        { hasItem: DANGEROUS },
        'gives the network control over the node; keep eth, net, web3',
        { also: { WSHost: remote } },
      ),
    ),
    flag(
      'Node.WSExposeAll',
      'Serves all APIs over websocket.',
      bad('exposed-endpoint', 'critical', isTrue, 'serves admin and personal APIs; set it to false', { set: false }),
    ),
    flag(
      'Node.InsecureUnlockAllowed',
      'Unlocks accounts while HTTP is open.',
      bad('unsafe-setting', 'critical', isTrue, 'lets callers spend from unlocked accounts; set it to false', {
        set: false,
      }),
    ),
    flag(
      'Node.AllowUnprotectedTxs',
      'Takes transactions without replay protection.',
      bad('unsafe-setting', 'medium', isTrue, 'takes transactions that work on other chains too; set it to false', {
        set: false,
      }),
    ),
  ],
};
