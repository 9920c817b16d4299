import { imageFacts, isKind } from '../../knowledge/images/lookup.ts';
import { type JudgedSecret, judgeSecrets } from '../../secrets/judge.ts';
import { wordsOf } from '../../secrets/words.ts';
import { isKeyedGateway } from '../compose/minio-gateway.ts';
import type { RuleContext } from '../context.ts';
import type { NamedValue } from '../named-value.ts';
import { urlsIn } from '../url.ts';
import { loginBeside } from './login.ts';

/** One place of a secret in a file. */
export interface SecretPlace {
  readonly value: NamedValue;
  readonly secret: JudgedSecret;
}

/**
 * The places where one and the same secret stands in a file, the given one first: a database's password and the URLs that log in with it,
 * the defaults of one variable. A repair changes all of them, or the application could no longer log in. Equal words that have nothing
 * to do with each other (`password` here and there) are not one secret. `undefined`: too many to change in one go.
 */
export function placesOf(
  value: NamedValue,
  secret: JudgedSecret,
  context: RuleContext,
): readonly SecretPlace[] | undefined {
  const self = { value, secret };
  if (secret.part !== 'default' && productOpened(self) === undefined) return [self, ...samePlaces(self, context)];
  const candidates = candidatesFor(secret, allPlaces(context));
  if (candidates.length > MOST_PLACES) return undefined;
  const others = candidates.filter(
    (place) => place.value.uri === value.uri && place.secret.span.start !== secret.span.start,
  );
  const isReached = (place: SecretPlace, from: readonly SecretPlace[]): boolean =>
    from.includes(place) || from.some((one) => isTwin(one, place, context) || isSame(one, place, context));
  const reached = others.filter((place) => isReached(place, [self]));
  // whichever place is asked for: the nodes of a store go together, and a client may have the password of any of them
  const nodes = [self, ...reached.filter((place) => isAtStore(place.value))];
  const twins = others.filter((place) => nodes.some((node) => isTwin(node, place, context)));
  if (twins.length === 0) return [self, ...reached];
  const selves = [...new Set([...nodes, ...twins])];
  return [self, ...others.filter((place) => reached.includes(place) || isReached(place, selves))];
}

/** Whether two services of one image are told the same password under the same name: replicas and shards of one store. */
function isTwin(a: SecretPlace, b: SecretPlace, context: RuleContext): boolean {
  const isGateway = ({ value }: SecretPlace): boolean =>
    isKeyedGateway(context.all('service').find(({ name }) => name === value.owner));
  return (
    isAtStore(a.value) &&
    isAtStore(b.value) &&
    a.secret.text === b.secret.text &&
    a.value.name === b.value.name &&
    a.value.image === b.value.image &&
    isGateway(a) === isGateway(b)
  );
}

/** The same variable with the same text at other services: `JWT_SECRET` of what signs and of what checks, the login of two replicas. */
function samePlaces({ value, secret }: SecretPlace, context: RuleContext): readonly SecretPlace[] {
  if (value.place !== 'compose-environment') return [];
  const same = (allPlaces(context).get(`text ${secret.text}`) ?? []).filter(
    (place) =>
      place.value.uri === value.uri &&
      place.value.place === value.place &&
      place.value.name === value.name &&
      place.secret.part === secret.part &&
      place.secret.span.start !== secret.span.start,
  );
  return same.length > MOST_PLACES ? [] : same;
}

/** The place at a data store of the file that holds the same word for the same kind of server, whichever account it is for. */
export function sameAtStore(value: NamedValue, secret: JudgedSecret, context: RuleContext): NamedValue | undefined {
  const own = serverOf({ value, secret });
  const same = own === undefined ? [] : (allPlaces(context).get(`text ${secret.text}`) ?? []).slice(0, MOST_PLACES);
  return same.find((place) => {
    const server = isAtStore(place.value) ? serverOf(place) : undefined;
    return server !== undefined && own !== undefined && isOneProduct(server.product, own.product);
  })?.value;
}

/** Whether the same text stands at another place as a secret: perhaps another one, perhaps what logs in with this one. */
export function standsElsewhere(secret: JudgedSecret, context: RuleContext): boolean {
  const same = allPlaces(context).get(`text ${secret.text}`) ?? [];
  return same.some((place) => place.secret.span.start !== secret.span.start);
}

/** A fix that writes more places than this is not offered: every one of them would carry all the others. */
const MOST_PLACES = 60;

type Places = ReadonlyMap<string, readonly IndexedPlace[]>;

interface IndexedPlace extends SecretPlace {
  readonly index: number;
}

/** Asked for every secret of a file. A cache only. */
const indexes = new WeakMap<readonly NamedValue[], Places>();

/** All secrets of the document, by their text and by the variable whose default they are. */
function allPlaces(context: RuleContext): Places {
  const values = context.all('namedValue');
  const known = indexes.get(values);
  if (known !== undefined) return known;
  const places = new Map<string, IndexedPlace[]>();
  let index = 0;
  for (const value of values) {
    for (const secret of judgeSecrets(value, context.workspaceWords)) {
      const place = { value, secret, index: index++ };
      for (const key of keysOf(secret)) {
        const list = places.get(key);
        if (list === undefined) places.set(key, [place]);
        else list.push(place);
      }
    }
  }
  indexes.set(values, places);
  return places;
}

function keysOf(secret: JudgedSecret): readonly string[] {
  const text = `text ${secret.text}`;
  return secret.part === 'default' ? [`default ${secret.reference?.name ?? ''}`, text] : [text];
}

/** What may be the same secret, in the order of the file. */
function candidatesFor(secret: JudgedSecret, places: Places): readonly IndexedPlace[] {
  const lists = keysOf(secret).map((key) => places.get(key) ?? []);
  const [only] = lists;
  if (lists.length === 1 && only !== undefined) return only;
  return [...new Set(lists.flat())].sort((a, b) => a.index - b.index);
}

function isSame(a: SecretPlace, b: SecretPlace, context: RuleContext): boolean {
  if (a.secret.part === 'default' && b.secret.part === 'default') {
    return a.secret.reference?.name === b.secret.reference?.name;
  }
  if (a.secret.text !== b.secret.text || !opensStore(b)) return false;
  const [first, second] = [seenFrom(a, context), seenFrom(b, context)];
  if (first === undefined || second === undefined || !isOneProduct(first.product, second.product)) return false;
  if ((first.host ?? second.host) !== (second.host ?? first.host)) return false;
  if (first.inUrl && second.inUrl) return a.secret.user === b.secret.user;
  // the administrator of an object store beside is the account its clients use
  if (first.product === OBJECT_STORE && second.product === OBJECT_STORE) return true;
  return first.inUrl || second.inUrl || isRootAccount(a, first) === isRootAccount(b, second);
}

/** The administrator's own password: by the variable's name, or because a client says `root` beside it. */
function isRootAccount({ value }: SecretPlace, { user }: Server): boolean {
  return isRoot(value.name) || user?.toLowerCase() === 'root';
}

/** The server as a client tells it: with the host and the user that stand beside the password under the same first words. */
function seenFrom(place: SecretPlace, context: RuleContext): Server | undefined {
  const server = serverOf(place);
  if (server === undefined || server.inUrl || server.host !== undefined) return server;
  const login = loginBeside(place.value, context);
  if (login?.host === undefined) return login === undefined ? server : { ...server, user: login.user };
  // no Compose file tells which service it is; this machine may be any of them
  if (place.value.place === 'dotenv')
    return { ...server, host: isLoopback(login.host) ? undefined : login.host, user: login.user };
  const service = context.all('service').find(({ name }) => name === login.host);
  const product = service?.image?.value === undefined ? undefined : productOfImage(service.image.value);
  return { ...server, product: product ?? server.product, host: service?.name, user: login.user };
}

/** Whether it is the password of a data store, or the secret key of an object store that runs beside (`AWS_SECRET_ACCESS_KEY`). */
export function opensStore(place: SecretPlace): boolean {
  const { purpose } = place.secret;
  return purpose === 'password' || (purpose === 'api-key' && serverOf(place)?.product === OBJECT_STORE);
}

/** `DB_PASSWORD` opens whatever database there is. */
function isOneProduct(a: string, b: string): boolean {
  return a === b || (a === ANY_DATABASE && SQL.has(b)) || (b === ANY_DATABASE && SQL.has(a));
}

/**
 * The administrator of a database and its user have passwords of their own. The mongo image makes one account only, called root in its
 * variables: its clients are everybody (https://hub.docker.com/_/mongo).
 */
export function isRoot(name: string): boolean {
  return (
    !/^MONGO(?:DB)?_INITDB_ROOT_/.test(name) && wordsOf(name).some((word) => word === 'ROOT' || word === 'SUPERUSER')
  );
}

const ANY_DATABASE = 'database';
const ANY_DATABASE_WORDS: readonly string[] = ['DB', 'DATABASE', 'DATASOURCE', 'JDBC', 'SQL'];
const OBJECT_STORE = 'minio';
const SQL: ReadonlySet<string> = new Set(['postgres', 'mysql', 'mongodb', 'clickhouse']);

/** Whether a variable stands at the server that checks the password: a data store's own container. */
export function isAtStore({ place, image }: NamedValue): boolean {
  return place === 'compose-environment' && isStoreImage(image);
}

/** Whether a data store is told a value by its own command: `redis-server --requirepass …`. */
export function isInStoreCommand({ place, image }: NamedValue): boolean {
  return place === 'compose-command' && isStoreImage(image);
}

/** Whether an image is known to be one of a data store. */
export function isStoreImage(image: string | undefined): boolean {
  return isKind(imageFacts(image), 'datastore', 'cache', 'queue', 'search', 'object-store', 'coordination');
}

interface Server {
  readonly product: string;
  /** The host of the URL or beside the password, or the Compose service of the data store that is told it; `undefined`: not known. */
  readonly host: string | undefined;
  readonly inUrl: boolean;
  /** Who logs in, where a client says so beside the password. */
  readonly user?: string | undefined;
}

/** What the password opens: by the scheme of its URL, or by the words of its key. */
function serverOf({ value, secret }: SecretPlace): Server | undefined {
  if (secret.part === 'url-password') {
    const url = urlsIn(value).find(({ password }) => password?.span.start === secret.span.start);
    const product = url && PRODUCTS.find(([scheme]) => scheme.test(url.scheme))?.[1];
    const host = url?.host?.text;
    if (product === undefined) return undefined;
    return { product, host: value.place === 'dotenv' && isLoopback(host ?? '') ? undefined : host, inUrl: true };
  }
  const isTold = isInStoreCommand(value);
  const product = productOfName(value.name) ?? (isTold ? productOfImage(value.image ?? '') : undefined);
  return product === undefined
    ? undefined
    : { product, host: isTold || isAtStore(value) ? value.owner : undefined, inUrl: false };
}

function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]|::1)$/i.test(host);
}

/** The data store that a password opens: by the scheme of its URL, or by the words of its key. `undefined` for logins of applications. */
export function productOpened(place: SecretPlace): string | undefined {
  return opensStore(place) ? serverOf(place)?.product : undefined;
}

/** Whether a key, or the scheme of a URL, is of a password for the product: `MYSQL_PASSWORD` where `DB_PASSWORD` opens a database. */
export function opensProduct(key: string, product: string): boolean {
  const own = productOfName(key) ?? PRODUCTS.find(([scheme]) => scheme.test(key))?.[1];
  return own !== undefined && isOneProduct(own, product);
}

/** Whether an image runs the product, or any database for a password that only says `DB`. */
export function isProductImage(image: string | undefined, product: string): boolean {
  const own = image === undefined ? undefined : productOfImage(image);
  return own !== undefined && isOneProduct(own, product);
}

/** What a key says of the server its password opens: `POSTGRES_PASSWORD`, `APP_DBPASS`. */
export function productOfName(name: string): string | undefined {
  const words = wordsOf(name).flatMap((word) => [word, word.replace(/(?:PASS|PASSWD|PASSWORD|PWD?)$/, '')]);
  const named = PRODUCTS.find(([, , names]) => names.some((one) => words.includes(one)))?.[1];
  return named ?? (ANY_DATABASE_WORDS.some((word) => words.includes(word)) ? ANY_DATABASE : undefined);
}

/** The product that an image runs, by the words of its name: `redis:8-alpine`. */
export function productOfImage(image: string): string | undefined {
  const words = wordsOf(image.slice(image.lastIndexOf('/') + 1).replace(/[:@].*$/, ''));
  return PRODUCTS.find(([, , names]) => names.some((one) => words.includes(one)))?.[1];
}

/** Whether a client's variable may hold the password that a variable at a data store sets. */
export function productsMeet(store: NamedValue, client: NamedValue): boolean {
  const [first, second] = [productOfName(store.name), productOfName(client.name)];
  if (first === undefined) return false;
  const schemes = urlsIn(client).map(({ scheme }) => PRODUCTS.find(([pattern]) => pattern.test(scheme))?.[1]);
  return [second, ...schemes].some((product) => product !== undefined && isOneProduct(first, product));
}

const PRODUCTS: readonly (readonly [RegExp, string, readonly string[]])[] = [
  [/^postgres/, 'postgres', ['POSTGRES', 'POSTGRESQL', 'PG', 'PGPASSWORD']],
  [/^(mysql|mariadb)/, 'mysql', ['MYSQL', 'MARIADB']],
  [/^mongodb/, 'mongodb', ['MONGO', 'MONGODB']],
  [/^(rediss?|valkeys?)$/, 'redis', ['REDIS', 'VALKEY', 'REDISCLI']],
  [/^(?:s3|minio)$/, OBJECT_STORE, ['MINIO', 'RUSTFS', 'S3', 'AWS']],
  [/^clickhouse/, 'clickhouse', ['CLICKHOUSE']],
  [/^amqps?$/, 'rabbitmq', ['RABBITMQ', 'RABBIT', 'AMQP']],
];
