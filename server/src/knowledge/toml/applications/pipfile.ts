import type { TomlApplication } from '../application.ts';
import { bad, flag, isFalse, url } from '../setting.ts';

const PLAIN = 'fetches packages over plain HTTP; use https://';

/** Facts: pipenv documentation. */
export const pipfile: TomlApplication = {
  id: 'pipfile',
  name: 'Pipfile',
  docs: 'https://pipenv.pypa.io/en/latest/pipfile.html',
  files: ['pipfile'],
  markers: ['source', 'packages', 'dev-packages'],
  images: [],
  settings: [
    flag(
      'source.*.verify_ssl',
      'Checks the index’s certificate.',
      bad('untrusted-source', 'high', isFalse, 'accepts any server as the package index; set it to true', {
        set: true,
      }),
    ),
    url('source.*.url', 'The package index.', bad('untrusted-source', 'high', { test: 'plain-http-url' }, PLAIN)),
  ],
};
