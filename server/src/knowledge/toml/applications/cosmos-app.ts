import type { TomlApplication } from '../application.ts';
import { address, bad, flag, isTrue, number, remote, text } from '../setting.ts';

/** Facts: Cosmos SDK server/config/config.go and the comments of the generated app.toml. */
export const cosmosApp: TomlApplication = {
  id: 'cosmos-app',
  name: 'Cosmos SDK',
  docs: 'https://docs.cosmos.network/main/learn/advanced/config',
  files: ['app.toml'],
  markers: ['minimum-gas-prices', 'api.enable', 'grpc.enable'],
  markersWithName: 2,
  settings: [
    address(
      'grpc.address',
      'Address of the gRPC server.',
      bad('exposed-endpoint', 'low', remote, 'opens gRPC to the network; use "localhost:9090" or a proxy', {
        also: { enable: isTrue },
        set: 'localhost:9090',
        consequence: 'other machines lose gRPC',
      }),
    ),
    flag(
      'api.swagger',
      'Serves the API’s documentation.',
      bad('exposed-endpoint', 'low', isTrue, 'shows every endpoint to visitors; set it to false', {
        also: { enable: isTrue },
        set: false,
      }),
    ),
    text(
      'minimum-gas-prices',
      'The lowest gas price this node accepts.',
      bad(
        'unsafe-setting',
        'medium',
        { test: 'zero-price' },
        'accepts free transactions, so spam fills the mempool; set a price',
      ),
    ),
    flag('api.enable', 'Serves the REST API.'),
    address(
      'api.address',
      'Address of the REST API.',
      bad(
        'exposed-endpoint',
        'low',
        remote,
        'serves the REST API in plain text to the network; put a TLS proxy in front',
        { also: { enable: { is: true } } },
      ),
    ),
    flag(
      'api.enabled-unsafe-cors',
      'Lets every web site call the API.',
      bad('permissive-cors', 'low', isTrue, 'lets every web site call the API; set it to false', { set: false }),
    ),
    number(
      'api.rpc-max-body-bytes',
      'Largest request body; 0 is without limit.',
      bad('unlimited', 'medium', { is: 0 }, 'sets no limit on request bodies; use 1000000', { set: 1000000 }),
    ),
    flag(
      'grpc-web.enable-unsafe-cors',
      'Lets every web site call gRPC-Web.',
      bad('permissive-cors', 'low', isTrue, 'lets every web site call gRPC-Web; set it to false', { set: false }),
    ),
    address('rosetta.address', 'Address of the Rosetta API.'),
  ],
};
