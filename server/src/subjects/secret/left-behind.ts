import type { ComposeService } from '../../formats/compose/model/model.ts';
import { hasBuiltInLogin } from '../../knowledge/images/built-in-login.ts';
import { firstStartFile } from '../../knowledge/images/first-start.ts';
import { isKind } from '../../knowledge/images/lookup.ts';
import { wordsOf } from '../compose/command-words.ts';
import { quoted } from '../compose/names.ts';
import { isConfigured } from '../compose/networks.ts';
import { factsOf, modelOf } from '../compose/role.ts';
import type { RuleContext } from '../context.ts';
import type { NamedValue } from '../named-value.ts';
import { isAtStore, isRoot, isStoreImage, opensProduct, productOpened, type SecretPlace } from './places.ts';

/**
 * What a title says of the clients of a data store that a new password at these places does not reach, from its semicolon on: services
 * of the file that are told none (they go on with what their image brings along), and those that read it at their first start only.
 * Empty where there is none of them.
 */
export function leftBehind(places: readonly SecretPlace[], context: RuleContext): string {
  return [...untold(places, context), ...firstStarted(places)].map((text) => `; ${text}`).join('');
}

function untold(places: readonly SecretPlace[], context: RuleContext): readonly string[] {
  const store = places.find(({ value }) => isAtStore(value) && !isRoot(value.name));
  const product = store && productOpened(store);
  const owner = store?.value.owner;
  if (store === undefined || product === undefined || owner === undefined) return [];
  const services = (modelOf(context)?.services ?? []).filter(
    (service) =>
      !places.some(({ value }) => value.owner === service.name || sharesFile(service, value)) &&
      isUntold(service, product, store.secret.text),
  );
  const all = modelOf(context)?.services ?? [];
  const hosts = hostsOf(all.find(({ name }) => name === owner));
  const clients = new Set(places.filter(({ value }) => !isAtStore(value)).map(({ value }) => value.owner));
  // `depends_on` alone is waiting (a page server, a mail catcher), unless the image knows host and password by itself
  const direct = services.filter(
    (service) =>
      namesHost(service, hosts) ||
      (hasBuiltInLogin(service.image?.value) && service.dependsOn.some(({ name }) => name === owner)),
  );
  const told = [...all.filter(({ name }) => clients.has(name)), ...direct];
  const waitedFor = new Set([owner, ...told.map(({ name }) => name)]);
  // the workers of a program wait for its web server or the store, and log in as that does
  const same = services.filter(
    (service) =>
      !direct.includes(service) &&
      service.dependsOn.some(({ name }) => waitedFor.has(name)) &&
      told.some(({ image }) => image !== undefined && image.text === service.image?.text),
  );
  const [first, ...more] = [...direct, ...same];
  if (first === undefined) return [];
  return [
    more.length === 0
      ? `${quoted(first.name)} is told no password here: give it the new one`
      : `${quoted(first.name)} and ${more.length} more are told no password here: give them the new one`,
  ];
}

/** Whether it runs the image that another service is told the password for, and reads what that one keeps: Nextcloud's `cron.sh`. */
function sharesFile(service: ComposeService, { image, name }: NamedValue): boolean {
  return image !== undefined && service.image?.value === image && firstStartFile(image, name) !== undefined;
}

function hostsOf(store: ComposeService | undefined): ReadonlySet<string | undefined> {
  return new Set([store?.name, store?.text('container_name'), store?.text('hostname')].filter((name) => name));
}

/** By the host of the other in a variable for one (`DB_HOST: db`) or in a command: `--broker db:5432`. */
function namesHost(service: ComposeService, hosts: ReadonlySet<string | undefined>): boolean {
  const holds = (text: string | undefined): boolean => (text ?? '').split(/[^\w.-]+/).some((word) => hosts.has(word));
  const names = [
    ...service.environment.map(({ name }) => name),
    ...service.envFiles.flatMap(({ pairs }) => pairs.map(({ key }) => key)),
  ];
  if (names.some((name) => HOST.test(name) && !WAITS.test(name) && holds(service.variable(name)?.value))) return true;
  const words = wordsOf(service);
  // a gate before the start connects and logs in nowhere: `wait-for db:5432 -- nginx`
  if (words.some(({ word }) => WAITS.test(word.text))) return false;
  return words.some(({ word }) => holds(word.text));
}

const HOST = /HOST|SERVER|ADDR|UR[IL]|DSN|ENDPOINT|NODES|BROKER|CONN/i;

const WAITS = /wait|dockerize|\bnc\b|isready/i;

/** A variable that holds a password, or a URL with one, or names the file of one. */
const TELLS = /PASS|PWD|PW$|UR[IL]S?$|DSN|CONN|AUTH|SECRET|KEY|FILE$/i;

/** Pages for administrators that log in with what a person types, by the names of the image facts. */
const ASK_A_PERSON: ReadonlySet<string> = new Set([
  'Adminer',
  'phpMyAdmin',
  'pgAdmin',
  'Redis Insight',
  'CloudBeaver',
  'SQLPad',
  'Database interface',
]);

/** Whether all that the service is told is known and none of it is a password of the product. */
function isUntold(service: ComposeService, product: string, text: string): boolean {
  if (!service.complete || !service.environmentComplete) return false;
  if (service.secrets.length > 0 || service.configs.length > 0) return false;
  // its file may hold it
  if (isConfigured(service)) return false;
  // a store of its own, a proxy
  if (isStoreImage(service.image?.value) || isKind(factsOf(service), 'reverse-proxy')) return false;
  if (ASK_A_PERSON.has(factsOf(service)?.name ?? '')) return false;
  const names = [
    ...service.environment.map(({ name }) => name),
    ...service.envFiles.flatMap(({ pairs }) => pairs.map(({ key }) => key)),
  ];
  const isTold = (name: string): boolean =>
    service.variable(name)?.value === text || (TELLS.test(name) && opensProduct(name, product));
  return !names.some(isTold);
}

function firstStarted(places: readonly SecretPlace[]): readonly string[] {
  const found = new Set<string>();
  for (const { value } of places) {
    const file = value.place === 'compose-environment' ? firstStartFile(value.image, value.name) : undefined;
    if (file !== undefined) found.add(`an installed ${quoted(value.owner ?? '')} keeps the old one in ${file}`);
  }
  return [...found];
}
