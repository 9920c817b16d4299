import type { TomlApplication } from '../application.ts';
import { absent, address, bad, flag, isTrue, remote, text } from '../setting.ts';

/** Facts: rustypaste config.toml. */
export const rustypaste: TomlApplication = {
  id: 'rustypaste',
  name: 'rustypaste',
  docs: 'https://github.com/orhun/rustypaste/blob/master/README.md',
  files: ['rustypaste.toml', 'rustypaste/config.toml', 'rustypaste*.toml'],
  markers: ['server.upload_path', 'paste'],
  images: ['orhunp/rustypaste'],
  settings: [
    address(
      'server.address',
      'Address to listen on.',
      bad('remote-bind-without-auth', 'medium', remote, 'lets anybody upload files; set auth_tokens_file', {
        also: { auth_tokens: absent, auth_tokens_file: absent, auth_token: absent },
      }),
    ),
    flag(
      'server.expose_list',
      'Lists all files.',
      bad('exposed-endpoint', 'medium', isTrue, 'lists everybody’s files; set it to false', { set: false }),
    ),
    flag('server.expose_version', 'Shows the version.'),
    text('server.max_content_length', 'Largest upload.'),
  ],
};
