import type { Condition, TomlApplication, Unsafe } from '../application.ts';
import { address, anybody, bad, choice, flag, isFalse, isTrue, list, number, remote, table } from '../setting.ts';

const UNLOCKS = 'unlocks accounts beside an API that is open; set it to false';
const UNLOCKS_FOR_CALLERS = 'lets callers of the API spend from unlocked accounts; set it to false';
const NONE: Condition = { absent: true };
const DANGEROUS = ['personal', 'admin', 'debug', 'miner'];

/**
 * `disable-bor-wallet` is true unless a file says otherwise: then callers see none of the unlocked accounts. A node that mines signs with
 * one, and with false beside an open API it refuses to start: there the API is what has to be closed.
 */
const UNLOCKING: readonly Unsafe[] = [
  unlocking('high', 'lets callers spend from unlocked accounts; bind jsonrpc.http.host to 127.0.0.1', {
    'disable-bor-wallet': isFalse,
    '/jsonrpc.http.host': remote,
    '/miner.mine': isTrue,
  }),
  unlocking('high', UNLOCKS_FOR_CALLERS, { 'disable-bor-wallet': isFalse, '/jsonrpc.http.host': remote }, false),
  // Nothing is unlocked at start: the flag only lets somebody do it.
  unlocking('low', 'permits unlocking beside an API others reach; bind jsonrpc.http.host to 127.0.0.1', {
    unlock: NONE,
    '/jsonrpc.http.host': remote,
    '/miner.mine': isTrue,
  }),
  unlocking('low', 'permits unlocking accounts beside the API; keep it on 127.0.0.1, name vhosts and origins', {
    unlock: NONE,
    '/miner.mine': isTrue,
  }),
  unlocking('low', 'permits unlocking accounts beside the API; set it to false', { unlock: NONE }, false),
  unlocking('medium', 'unlocks accounts beside an API others reach; bind jsonrpc.http.host to 127.0.0.1', {
    '/jsonrpc.http.host': remote,
    '/miner.mine': isTrue,
  }),
  unlocking('medium', UNLOCKS, { '/jsonrpc.http.host': remote }, false),
  unlocking('low', 'unlocks accounts beside the API; keep it on 127.0.0.1, name vhosts and origins', {
    '/miner.mine': isTrue,
  }),
  unlocking('low', UNLOCKS, {}, false),
];

function unlocking(severity: Unsafe['severity'], says: string, also: NonNullable<Unsafe['also']>, set?: false): Unsafe {
  const repair = { set: false, consequence: 'a node that unlocks an account at start refuses to start' };
  return bad('unsafe-setting', severity, isTrue, says, { also, ...(set === false && repair) });
}

/** Facts: docs/cli/server.md, docs/cli/example_config.toml and the packaged configurations of maticnetwork/bor, a fork of Geth with settings of its own. */
export const bor: TomlApplication = {
  id: 'bor',
  name: 'Bor',
  docs: 'https://github.com/0xPolygon/bor/blob/develop/docs/cli/server.md',
  files: ['bor.toml', 'bor/config.toml', 'bor/*config.toml'],
  markers: ['chain', 'syncmode', 'jsonrpc'],
  dottedNames: [
    '"db.engine"',
    '"state.scheme"',
    '"rpc.batchlimit"',
    '"rpc.returndatalimit"',
    '"bor.logs"',
    '"eth.requiredblocks"',
  ],
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
        // Where every site may call anyway, rebinding gains nothing.
        bad('permissive-cors', 'medium', anybody, 'turns off the protection against DNS rebinding; name the hosts', {
          also: { enabled: isTrue, corsdomain: { lacks: ['*'] } },
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
    flag('accounts.allow-insecure-unlock', 'Unlocks accounts while HTTP is open.', ...UNLOCKING),
    flag('pprof.pprof', 'Serves the Go profiler.'),
    table(
      'grpc',
      'The gRPC server for its own command line.',
      bad('exposed-endpoint', 'medium', NONE, 'and listens on :3131 without a login; set addr = "127.0.0.1:3131"'),
    ),
    address(
      'grpc.addr',
      'Address of the gRPC server for its own command line.',
      bad('exposed-endpoint', 'medium', remote, 'lets the network control the node; bind it to 127.0.0.1:3131'),
    ),
    { ...choice('"state.scheme"', ['path', 'hash'], 'How state is stored.'), default: 'path' },
    { ...choice('"db.engine"', ['pebble', 'leveldb'], 'The database.'), default: 'pebble' },
    number('"rpc.batchlimit"', 'Most messages in a batch; 0 is without limit.'),
    number('"rpc.returndatalimit"', 'Most bytes of an answer; 0 is without limit.'),
  ],
};
