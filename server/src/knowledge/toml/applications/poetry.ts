import type { TomlApplication } from '../application.ts';
import { bad, flag, secret, url } from '../setting.ts';

/** Facts: poetry configuration: `certificates.<name>.cert = false` skips the check. */
export const poetry: TomlApplication = {
  id: 'poetry',
  name: 'Poetry',
  docs: 'https://python-poetry.org/docs/configuration/#certificatesnamecert',
  files: ['poetry.toml', 'pypoetry/config.toml'],
  markers: ['certificates', 'repositories', 'virtualenvs', 'installer', 'http-basic'],
  images: [],
  settings: [
    flag(
      'certificates.*.cert',
      'A CA file, or false for no check.',
      bad(
        'untrusted-source',
        'high',
        { is: [false, 'false'] },
        'accepts any server as the package index; name a CA file',
      ),
    ),
    url(
      'repositories.*.url',
      'Where packages are published.',
      bad('untrusted-source', 'high', { test: 'plain-http-url' }, 'sends the login over plain HTTP; use https://'),
    ),
    secret('http-basic.*.password', 'Password of a repository.'),
  ],
};
