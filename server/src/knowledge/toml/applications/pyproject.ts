import type { TomlApplication } from '../application.ts';
import { bad, flag, isFalse, url } from '../setting.ts';
import { uvSettings } from './uv.ts';

const PLAIN = 'fetches packages over plain HTTP; use https://';

/** `[tool.uv]` and `[[tool.poetry.source]]` of a Python project. */
export const pyproject: TomlApplication = {
  id: 'pyproject',
  name: 'pyproject.toml',
  docs: 'https://docs.astral.sh/uv/reference/settings/',
  files: ['pyproject.toml'],
  markers: ['tool.uv', 'tool.poetry', 'tool.pdm'],
  images: [],
  settings: [
    ...uvSettings('tool.uv.'),
    url(
      'tool.poetry.source.*.url',
      'A package index.',
      bad('untrusted-source', 'high', { test: 'plain-http-url' }, PLAIN),
    ),
    url(
      'tool.pdm.source.*.url',
      'A package index.',
      bad('untrusted-source', 'high', { test: 'plain-http-url' }, PLAIN),
    ),
    flag(
      'tool.pdm.source.*.verify_ssl',
      'Checks the index’s certificate.',
      bad('untrusted-source', 'high', isFalse, 'accepts any server as the package index; set it to true', {
        set: true,
      }),
    ),
  ],
};
