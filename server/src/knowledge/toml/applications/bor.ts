import type { TomlApplication } from '../application.ts';
import { address, anybody, bad, flag, isTrue, list, remote } from '../setting.ts';

const DANGEROUS = ['personal', 'admin', 'debug', 'miner'];

/** Facts: docs/cli/server.md and the packaged configurations of maticnetwork/bor, a fork of Geth with settings of its own. */
export const bor: TomlApplication = {
  id: 'bor',
  name: 'Bor',
  docs: 'https://github.com/0xPolygon/bor/blob/develop/docs/cli/server.md',
  files: ['bor.toml', 'bor/config.toml', 'bor/*config.toml'],
  markers: ['heimdall', 'jsonrpc', 'chain'],
  images: ['0xpolygon/bor'],
  settings: [
    ...['http', 'ws'].flatMap((server) => [
      address(`jsonrpc.${server}.host`, 'Address of the API.'),
      list(
        `jsonrpc.${server}.corsdomain`,
        'Origins that may call from browsers.',
        bad('permissive-cors', 'low', anybody, 'lets every web site call the node; name the origins', {
          also: { enabled: isTrue },
        }),
      ),
      list(
        `jsonrpc.${server}.origins`,
        'Origins that may connect.',
        bad('permissive-cors', 'low', anybody, 'lets every web site connect to the node; name the origins', {
          also: { enabled: isTrue },
        }),
      ),
      list(
        `jsonrpc.${server}.vhosts`,
        'Host names that are answered.',
        bad('permissive-cors', 'medium', anybody, 'turns off the protection against DNS rebinding; name the hosts', {
          also: { enabled: isTrue },
        }),
      ),
      list(
        `jsonrpc.${server}.api`,
        'APIs that are served.',
        bad(
          'exposed-endpoint',
          'critical',
          { hasItem: DANGEROUS },
          'gives the network control over the node; keep eth, net, web3',
          { also: { enabled: isTrue, host: remote } },
        ),
      ),
    ]),
    address(
      'pprof.addr',
      'Address of the Go profiler.',
      bad('exposed-endpoint', 'high', remote, 'opens the profiler to the network; bind it to 127.0.0.1', {
        also: { pprof: isTrue },
      }),
    ),
    flag(
      'accounts.allow-insecure-unlock',
      'Unlocks accounts while HTTP is open.',
      ...(['high', 'medium'] as const).map((severity) =>
        bad(
          'unsafe-setting',
          severity,
          isTrue,
          'lets callers of the API spend from unlocked accounts; set it to false',
          {
            set: false,
            consequence: 'a node that unlocks an account at start refuses to start',
            ...(severity === 'high' && { also: { '/jsonrpc.http.host': remote } }),
          },
        ),
      ),
    ),
    flag('pprof.pprof', 'Serves the Go profiler.'),
  ],
};
