import type { TomlApplication } from '../application.ts';
import { address, anybody, bad, empty, flag, isFalse, isTrue, list, number, remote, text } from '../setting.ts';

/** Facts: CometBFT config/toml.go and config.go; the comments of the generated file. Tendermint has the same keys. */
export const cometbft: TomlApplication = {
  id: 'cometbft',
  name: 'CometBFT',
  docs: 'https://docs.cometbft.com/main/references/config/config.toml',
  files: ['config/config.toml', '.cometbft/config/config.toml', 'cometbft.toml', 'tendermint.toml'],
  markers: ['proxy_app', 'rpc.laddr', 'p2p.laddr'],
  markersWithName: 3,
  settings: [
    address(
      'rpc.grpc_laddr',
      'Address of the broadcast API.',
      bad('exposed-endpoint', 'low', remote, 'opens the broadcast API to the network; leave it empty', { set: '' }),
    ),
    text('proxy_app', 'Address of the ABCI application.'),
    address(
      'rpc.laddr',
      'Address of the RPC server.',
      bad(
        'remote-bind-without-tls',
        'medium',
        remote,
        'serves RPC in plain text to the network; set TLS files or bind to 127.0.0.1',
        {
          also: { tls_cert_file: empty },
        },
      ),
    ),
    list(
      'rpc.cors_allowed_origins',
      'Origins that may call RPC from browsers.',
      bad('permissive-cors', 'low', anybody, 'lets every web site call the node’s RPC; name the origins'),
    ),
    flag(
      'rpc.unsafe',
      'Adds RPC calls that change or stop the node.',
      bad('unsafe-setting', 'critical', isTrue, 'lets callers dial peers and flush the mempool; set it to false', {
        set: false,
      }),
    ),
    address(
      'rpc.pprof_laddr',
      'Address of the Go profiler.',
      bad('exposed-endpoint', 'high', remote, 'opens the profiler to the network; bind it to localhost:6060', {
        set: 'localhost:6060',
      }),
    ),
    number(
      'rpc.max_open_connections',
      'Most RPC connections; 0 is without limit.',
      bad('unlimited', 'medium', { is: 0 }, 'sets no limit on RPC connections; use 900', { set: 900 }),
    ),
    text('rpc.tls_cert_file', 'Certificate of the RPC server.'),
    text('rpc.tls_key_file', 'Private key of the RPC server.'),
    flag(
      'p2p.allow_duplicate_ip',
      'Takes several peers from one address.',
      bad('unsafe-setting', 'low', isTrue, 'lets one host fill all peer slots; set it to false', { set: false }),
    ),
    flag(
      'p2p.addr_book_strict',
      'Keeps only routable addresses.',
      bad('unsafe-setting', 'low', isFalse, 'is meant for private networks; set it to true on a public one', {
        set: true,
      }),
    ),
    address(
      'priv_validator_laddr',
      'Address a remote signer connects to.',
      bad(
        'exposed-endpoint',
        'high',
        { hasItem: ['tcp://0.0.0.0:26659', 'tcp://0.0.0.0:26658', 'tcp://[::]:26659'] },
        'lets anybody on the network act as the validator’s signer; bind it privately',
      ),
    ),
    flag('instrumentation.prometheus', 'Serves metrics.'),
    address(
      'instrumentation.prometheus_listen_addr',
      'Address of the metrics.',
      bad('exposed-endpoint', 'low', remote, 'shows metrics to the network; bind it to 127.0.0.1:26660', {
        also: { prometheus: { is: true } },
      }),
    ),
  ],
};
