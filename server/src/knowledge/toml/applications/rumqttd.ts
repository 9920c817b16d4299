import type { TomlApplication } from '../application.ts';
import { absent, address, bad, remote, secret } from '../setting.ts';

/** Facts: rumqttd.toml. */
export const rumqttd: TomlApplication = {
  id: 'rumqttd',
  name: 'rumqttd',
  docs: 'https://github.com/bytebeamio/rumqtt/blob/main/rumqttd/README.md',
  files: ['rumqttd.toml', 'rumqttd*.toml'],
  markers: ['router', 'v4', 'v5'],
  markersWithName: 2,
  images: ['bytebeamio/rumqttd'],
  settings: [
    ...['v4', 'v5', 'ws'].map((kind) =>
      secret(
        `${kind}.*.connections.auth.*`,
        'A user and the password.',
        bad(
          'missing-credential',
          'high',
          { is: ['p@ssw0rd', 'password'] },
          'has the password of the sample; set your own',
        ),
      ),
    ),
    ...['v4', 'v5', 'ws'].map((kind) =>
      address(
        `${kind}.*.listen`,
        'Address to listen on.',
        bad('remote-bind-without-auth', 'high', remote, 'takes messages from anybody; set connections.auth', {
          also: { 'connections.auth': absent, 'connections.external_auth': absent, tls: absent },
        }),
      ),
    ),
    address(
      'console.listen',
      'Address of the console.',
      bad('exposed-endpoint', 'medium', remote, 'shows the broker’s state to the network; bind it to 127.0.0.1:3030'),
    ),
  ],
};
