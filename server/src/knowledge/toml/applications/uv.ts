import type { TomlApplication } from '../application.ts';
import { bad, choice, list, url } from '../setting.ts';

const PLAIN = 'fetches packages over plain HTTP; use https://';
const ANY = 'accepts any server as the package index; remove it';
const CONFUSION = 'mixes versions of all indexes (dependency confusion); use "first-index"';

/** The settings of uv below `prefix`: empty in `uv.toml`, `tool.uv.` in `pyproject.toml`. */
export const uvSettings = (prefix: string) => [
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

/** Facts: uv settings reference ("Only use … in a secure network"). */
export const uv: TomlApplication = {
  id: 'uv',
  name: 'uv',
  docs: 'https://docs.astral.sh/uv/reference/settings/',
  files: ['uv.toml', 'uv/uv.toml'],
  markers: ['index', 'index-url', 'allow-insecure-host', 'index-strategy', 'pip'],
  images: [],
  settings: uvSettings(''),
};
