import type { TomlApplication } from '../application.ts';
import { bad, choice, flag, isFalse, list, url } from '../setting.ts';

const PLAIN = 'fetches packages over plain HTTP; use https://';
const ANY = 'accepts any server as the package index; remove it';
const CONFUSION = 'mixes versions of all indexes (dependency confusion); use "first-index"';
const uvSettings = (prefix: string) => [
  list(
    `${prefix}allow-insecure-host`,
    'Hosts whose certificate is not checked.',
    bad('untrusted-source', 'high', { test: 'not-empty' }, ANY, { remove: true }),
  ),
  choice(
    `${prefix}index-strategy`,
    ['first-index', 'unsafe-first-match', 'unsafe-best-match'],
    'How several indexes are searched.',
    bad('untrusted-source', 'medium', { is: ['unsafe-first-match', 'unsafe-best-match'] }, CONFUSION, {
      set: 'first-index',
      consequence: 'packages come from the first index that has them',
    }),
  ),
  url(`${prefix}index.*.url`, 'A package index.', bad('untrusted-source', 'high', { test: 'plain-http-url' }, PLAIN)),
  list(
    `${prefix}extra-index-url`,
    'More package indexes.',
    bad('untrusted-source', 'high', { test: 'plain-http-url' }, PLAIN),
  ),
  url(`${prefix}index-url`, 'The package index.', bad('untrusted-source', 'high', { test: 'plain-http-url' }, PLAIN)),
];

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
