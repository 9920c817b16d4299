import { imageFacts, isKind } from '../../knowledge/images/lookup.ts';
import { classifyKey } from '../../secrets/purpose.ts';
import type { RuleContext } from '../context.ts';
import { serviceNamed } from '../env/reach.ts';
import type { NamedValue } from '../named-value.ts';
import { urlsIn } from '../url.ts';
import { loginBeside } from './login.ts';
import { isAtStore, isInStoreCommand, isRoot, productsMeet, type SecretPlace } from './places.ts';

/**
 * Whether a login names a service of this file as its server, in its URL or beside it, and that service is told the password at none of
 * these places: it goes on with its own default or takes it from a file, and a new password at its client alone ends the login.
 */
export function isClientAlone(
  { value, secret }: SecretPlace,
  places: readonly SecretPlace[],
  context: RuleContext,
): boolean {
  if (value.place !== 'compose-environment' || isAtStore(value)) return false;
  const inUrl = secret.part === 'url-password';
  const url = inUrl ? urlsIn(value).find(({ password }) => password?.span.start === secret.span.start) : undefined;
  const host = inUrl ? url?.host?.text : loginBeside(value, context)?.host;
  const server = serviceNamed(host, context);
  if (server === undefined || server.name === value.owner) return false;
  if (places.some((place) => isAtStore(place.value) || isInStoreCommand(place.value))) return false;
  if (places.some((place) => place.value.owner === server.name)) return false;
  // whoever sets the variable sets it for both
  const name = secret.reference?.name;
  return !server.environment.some((one) => one.value?.references.some((reference) => reference.name === name) === true);
}

/**
 * Whether a service would go on with the old password once these places hold another one: it names the data store as its host and is told
 * the password at none of them, so it takes it from an env file or goes on with a default of its own. An administrator's account and an
 * administration page, which asks a person for the password, have no such client.
 */
export function leavesClient(places: readonly SecretPlace[], context: RuleContext): boolean {
  return places.some(
    (place) => isAtStore(place.value) && !isRoot(place.value.name) && hasOtherClient(place, places, context),
  );
}

function hasOtherClient(store: SecretPlace, places: readonly SecretPlace[], context: RuleContext): boolean {
  const clients = clientsByHost(context).get(store.value.owner ?? '') ?? [];
  return clients.some(
    (client) =>
      !places.some(({ value }) => value.owner === client.name) &&
      !client.passwords.some((one) => productsMeet(store.value, one)),
  );
}

/** A service that connects to another one. */
interface Client {
  readonly name: string;
  /** The variables of its own that hold a password. */
  readonly passwords: readonly NamedValue[];
}

/** Asked for every secret of a file. A cache only. */
const indexes = new WeakMap<readonly NamedValue[], ReadonlyMap<string, readonly Client[]>>();

/** The clients of each host that variables of the file name. */
function clientsByHost(context: RuleContext): ReadonlyMap<string, readonly Client[]> {
  const values = context.all('namedValue');
  const known = indexes.get(values);
  if (known !== undefined) return known;
  const passwords = new Map<string, NamedValue[]>();
  const hosts = new Map<string, Set<string>>();
  for (const value of values) {
    if (value.place !== 'compose-environment' || value.owner === undefined) continue;
    if (isAtStore(value) || isKind(imageFacts(value.image), 'admin-interface')) continue;
    if (isPassword(value)) passwords.set(value.owner, [...(passwords.get(value.owner) ?? []), value]);
    for (const host of hostsIn(value)) hosts.set(host, (hosts.get(host) ?? new Set()).add(value.owner));
  }
  const found = new Map(
    [...hosts].map(
      ([host, owners]) => [host, [...owners].map((name) => ({ name, passwords: passwords.get(name) ?? [] }))] as const,
    ),
  );
  indexes.set(values, found);
  return found;
}

/** Something that is told as a password: a variable of that name, or a URL with one. */
function isPassword(value: NamedValue): boolean {
  const key = classifyKey(value.name);
  return (
    (key.kind === 'secret' && key.purpose === 'password') ||
    urlsIn(value).some(({ password }) => password !== undefined)
  );
}

const NAMES_HOST = /(?:HOST|HOSTNAME|ADDR|ADDRESS|SERVER|ENDPOINT)$/i;

/** The hosts that a variable names: `db` and `db:5432` under a key for it, the hosts of a URL. */
function hostsIn(value: NamedValue): readonly string[] {
  const inUrls = urlsIn(value).flatMap(({ hosts }) => hosts.map(({ host }) => host.text));
  const plain = NAMES_HOST.test(value.name)
    ? /^([\w.-]+)(?::\d+)?$/.exec(value.resolved?.trim() ?? '')?.[1]
    : undefined;
  return plain === undefined ? inUrls : [...inUrls, plain];
}
