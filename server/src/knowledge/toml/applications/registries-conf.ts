import type { TomlApplication } from '../application.ts';
import { absent, bad, choice, flag, isTrue, list } from '../setting.ts';

const NAMES = 'lets any of them answer a short name; name one, or enforce short-name-mode';

/** Facts: containers-registries.conf.5.md: "insecure … unencrypted HTTP as well as TLS connections with untrusted certificates". */
export const registriesConf: TomlApplication = {
  id: 'registries-conf',
  name: 'registries.conf',
  docs: 'https://github.com/containers/image/blob/main/docs/containers-registries.conf.5.md',
  files: ['registries.conf', 'registries.conf.d/*.conf'],
  markers: ['unqualified-search-registries', 'registry', 'aliases', 'short-name-mode'],
  images: [],
  settings: [
    list(
      'unqualified-search-registries',
      'Registries tried for a name without one.',
      bad('untrusted-source', 'low', { test: 'several' }, NAMES, { also: { 'short-name-mode': absent } }),
      bad('untrusted-source', 'low', { test: 'several' }, NAMES, {
        also: { 'short-name-mode': { is: ['permissive', 'disabled'] } },
      }),
      bad(
        'untrusted-source',
        'medium',
        { test: 'plain-http-url' },
        'lists a registry over plain HTTP; use its name alone',
      ),
    ),
    flag(
      'registry.*.insecure',
      'Talks without TLS or without a check of it.',
      bad('untrusted-source', 'high', isTrue, 'fetches images without a check of the registry; set it to false', {
        set: false,
      }),
    ),
    flag(
      'registry.*.mirror.*.insecure',
      'Talks without TLS or without a check of it.',
      bad('untrusted-source', 'high', isTrue, 'fetches images without a check of the mirror; set it to false', {
        set: false,
      }),
    ),
    choice(
      'short-name-mode',
      ['enforcing', 'permissive', 'disabled'],
      'How short names are resolved.',
      bad('untrusted-source', 'medium', { is: 'disabled' }, 'tries all registries for a short name; use "enforcing"', {
        set: 'enforcing',
        consequence: 'short names need an alias',
      }),
    ),
  ],
};
