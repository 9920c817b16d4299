import type { ComposeService } from '../../formats/compose/model/model.ts';
import type { Location } from '../../formats/format.ts';
import { wordsOf } from '../../subjects/compose/command-words.ts';
import { quoted } from '../../subjects/compose/names.ts';
import { runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

/** Flags by which servers are told which origins may call them. */
const FLAG = /^--?[a-z0-9._-]*(?:cors|allow-?origins?|allowed-?origins?|origins)[a-z0-9._-]*$/i;
const ORIGINS = '.accesscontrolalloworiginlist';
const PATTERNS = '.accesscontrolalloworiginlistregex';
const CREDENTIALS = '.accesscontrolallowcredentials';

interface Open {
  readonly at: Location;
  readonly name: string;
  readonly withCredentials: boolean;
}

function isEveryone(name: string, value: string): boolean {
  const text = value.trim();
  if (name.endsWith(PATTERNS)) return text === '.*' || text === '^.*$' || text === '.+';
  return name.endsWith(ORIGINS) && text.split(',').some((origin) => origin.trim() === '*');
}

/** Traefik labels: `traefik.http.middlewares.<name>.headers.accesscontrolalloworiginlist=*`. */
function openLabels(service: ComposeService): readonly Open[] {
  return service.labels.flatMap(({ name, value, uri, valueSpan }) => {
    const key = name.toLowerCase();
    if (value?.value === undefined || !isEveryone(key, value.value)) return [];
    const middleware = key.slice(0, key.lastIndexOf('.'));
    const withCredentials = service.labels.some(
      (other) => other.name.toLowerCase() === middleware + CREDENTIALS && other.value?.value === 'true',
    );
    return [{ at: { uri, span: valueSpan }, name: 'accesscontrolalloworiginlist', withCredentials }];
  });
}

/** `--cors-origin=*`, `--http.corsdomain "*"`. */
function openFlags(service: ComposeService): readonly Open[] {
  const words = wordsOf(service);
  return words.flatMap(({ word }, i) => {
    const text = word.value ?? '';
    const equals = text.indexOf('=');
    const name = equals < 0 ? text : text.slice(0, equals);
    const next = words[i + 1]?.word;
    const value = equals < 0 ? next?.value : text.slice(equals + 1);
    if (!FLAG.test(name) || value?.replace(/^(['"])(.*)\1$/, '$2') !== '*') return [];
    const place = equals < 0 && next !== undefined ? next : word;
    return [{ at: { uri: place.uri, span: place.span }, name, withCredentials: false }];
  });
}

export default defineRule({
  id: 'compose/permissive-cors',
  subject: 'service',
  severity: 'high',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'Every web site may call the service from a browser',
  fix: 'none',
  formats: ['compose'],
  check(service, report) {
    if (!runsInProduction(service)) return;
    for (const { at, name, withCredentials } of [...openLabels(service), ...openFlags(service)]) {
      report({
        at,
        message: withCredentials
          ? `Every web site may act for a logged-in user of ${quoted(service.name)}: name the origins you trust`
          : `Every web site may read answers of ${quoted(service.name)} (${name.slice(0, 30)}): name the origins you trust`,
        severity: withCredentials ? 'high' : 'medium',
        path: ['services', service.name, name],
      });
    }
  },
});
