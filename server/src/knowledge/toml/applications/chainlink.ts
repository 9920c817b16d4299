import type { TomlApplication } from '../application.ts';
import { bad, flag, isFalse, isTrue, text } from '../setting.ts';

/** Facts: Chainlink node configuration and secrets reference ("DO NOT ENABLE THIS IN PRODUCTION"). */
export const chainlink: TomlApplication = {
  id: 'chainlink',
  name: 'Chainlink',
  docs: 'https://docs.chain.link/chainlink-nodes/v1/node-config',
  files: ['chainlink.toml', 'chainlink/config.toml', '.chainlink/config.toml', 'chainlink-config.toml'],
  markers: ['WebServer', 'EVM'],
  markersWithName: 1,
  images: ['smartcontract/chainlink', 'chainlink'],
  settings: [
    text(
      'WebServer.AllowOrigins',
      'Origins that may call from browsers.',
      bad('permissive-cors', 'low', { hasItem: ['*'] }, 'lets every web site call the node; name the origins'),
    ),
    flag(
      'WebServer.SecureCookies',
      'Sends the session over HTTPS only.',
      bad('insecure-cookie', 'high', isFalse, 'sends the session over plain HTTP; set it to true', {
        set: true,
        consequence: 'needs HTTPS',
      }),
    ),
    flag(
      'InsecureFastScrypt',
      'Encrypts keys with weak scrypt.',
      bad(
        'unsafe-setting',
        'high',
        isTrue,
        'protects the node’s keys so weakly that they can be cracked; set it to false',
        { set: false },
      ),
    ),
    text(
      'Log.Level',
      'How much is logged.',
      bad('debug-enabled', 'low', { is: ['debug', 'trace'] }, 'logs requests in detail; use "info"', { set: 'info' }),
    ),
    text('WebServer.ListenIP', 'Address of the API.'),
  ],
};
