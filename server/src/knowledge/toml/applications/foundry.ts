import type { TomlApplication } from '../application.ts';
import { bad, flag, isTrue, secret, text } from '../setting.ts';

/** Facts: Foundry book, configuration reference. */
export const foundry: TomlApplication = {
  id: 'foundry',
  name: 'Foundry',
  docs: 'https://www.getfoundry.sh/config/testing',
  files: ['foundry.toml'],
  markers: ['profile'],
  images: [],
  settings: [
    secret(
      'etherscan.*.key',
      'API key; `${NAME}` is a reference.',
      bad('unsafe-setting', 'medium', { test: 'not-empty' }, 'is kept in the file; use "${ETHERSCAN_API_KEY}"'),
    ),
    text(
      'profile.*.fs_permissions.*.path',
      'Folder that tests may use.',
      bad(
        'code-execution-allowed',
        'low',
        { is: ['/', '.', './', '..', '../'] },
        'lets tests overwrite the project; name a folder',
        {
          also: { access: { is: ['read-write', 'write', true] } },
        },
      ),
    ),
    flag(
      'profile.*.ffi',
      'Lets tests run programs.',
      bad(
        'code-execution-allowed',
        'low',
        isTrue,
        'lets Solidity tests of any dependency run programs; set it to false',
        {
          set: false,
          consequence: 'tests that call programs fail',
        },
      ),
    ),
    text('profile.*.src', 'Folder of the contracts.'),
  ],
};
