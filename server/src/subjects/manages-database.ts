import type { RuleContext } from './context.ts';
import type { NamedValue } from './named-value.ts';

/**
 * Programs that ask for the superuser of a database of their own, to make extensions, roles and databases: the prefix of their settings, their
 * images, and the page that says so.
 */
const MANAGERS: readonly { readonly prefix: RegExp; readonly image: RegExp; readonly source: string }[] = [
  {
    prefix: /^IMMICH_/,
    image: /(?:^|\/)immich-(?:server|machine-learning)(?:[:@]|$)/,
    source: 'docs.immich.app/administration/postgres-standalone',
  },
  {
    prefix: /^(?:GEL|EDGEDB)_SERVER_/,
    image: /(?:^|\/)(?:geldata\/gel|edgedb\/edgedb)(?:[:@]|$)/,
    // what it says is that the cluster stands in for its own server; that roles and databases are made there is inferred
    source: 'edgedb/edgedb docs/reference/environment.rst',
  },
];

/** Whether a login is that of such a program: its own setting, its container, or its settings beside in the same `.env`. */
export function managesItsDatabase(value: NamedValue, context: RuleContext): boolean {
  if (MANAGERS.some(({ prefix }) => prefix.test(value.name))) return true;
  if (value.format === 'compose') {
    const image = context.all('service').find(({ name }) => name === value.owner)?.image?.value ?? '';
    return MANAGERS.some((one) => one.image.test(image));
  }
  if (value.format !== 'dotenv') return false;
  const beside = context.all('namedValue').slice(0, MOST_LOOKED_AT);
  return MANAGERS.some(({ prefix }) => beside.some(({ name }) => prefix.test(name)));
}

const MOST_LOOKED_AT = 200;
