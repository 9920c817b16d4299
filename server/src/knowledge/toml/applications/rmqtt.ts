import type { TomlApplication } from '../application.ts';
import { absent, address, bad, flag, isTrue, number, remote } from '../setting.ts';

/** Facts: rmqtt examples; `allow_anonymous` is false by default. All keys are dotted. */
export const rmqtt: TomlApplication = {
  id: 'rmqtt',
  name: 'RMQTT',
  docs: 'https://github.com/rmqtt/rmqtt/blob/master/docs/en_US/configuration.md',
  files: ['rmqtt.toml', 'rmqtt*.toml'],
  markers: ['node.id', 'listener.tcp'],
  images: ['rmqtt/rmqtt'],
  settings: [
    address(
      'listener.tcp.*.addr',
      'Address of MQTT without TLS.',
      bad('remote-bind-without-tls', 'medium', remote, 'takes logins in plain text; add a listener.tls', {
        also: { '/listener.tls': absent },
      }),
    ),
    ...['max_sessions', 'max_subscriptions'].map((key) =>
      number(
        `mqtt.${key}`,
        'Most of them at once; 0 is without limit.',
        bad('unlimited', 'low', { is: 0 }, 'lets clients fill the memory; set a limit'),
      ),
    ),
    flag(
      'listener.*.*.allow_anonymous',
      'Lets clients in without a login.',
      bad('auth-disabled', 'high', isTrue, 'lets anybody read and publish; set it to false', {
        set: false,
        consequence: 'clients must log in',
      }),
    ),
    address('listener.*.*.addr', 'Address to listen on.'),
    address(
      'rpc.server_addr',
      'Address of the cluster protocol.',
      bad('exposed-endpoint', 'medium', remote, 'opens the cluster protocol to the network; bind it privately'),
    ),
  ],
};
