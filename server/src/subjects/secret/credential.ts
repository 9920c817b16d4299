import type { Credential } from '../../finding/folding.ts';
import type { ImageKind } from '../../knowledge/images/image-facts.ts';
import { IMAGES, imageFacts, isKind } from '../../knowledge/images/lookup.ts';
import { type JudgedSecret, judgeSecrets } from '../../secrets/judge.ts';
import { classifyKey } from '../../secrets/purpose.ts';
import { wordsOf } from '../../secrets/words.ts';
import { remembered } from '../../text/remembered.ts';
import type { RuleContext } from '../context.ts';
import type { NamedValue, Reference } from '../named-value.ts';
import { urlsIn } from '../url.ts';

/** Programs that check a password of their own: what others log in to. */
const STORES: readonly ImageKind[] = ['datastore', 'cache', 'queue', 'search', 'object-store', 'coordination'];

/** One place where a credential is written, or handed to a service out of an env file. */
interface Holder {
  readonly value: NamedValue;
  readonly text: string;
  /** The variable it is the value or the default of. */
  readonly variable: string;
  /** What it is of the value; `value` is all of it. */
  readonly part: string;
  /** A text nobody would use twice by chance. */
  readonly isDistinct: boolean;
  /** The service a URL leads to. */
  readonly host?: string | undefined;
  /** The words that tell what it opens. */
  readonly words: readonly string[];
  /** What checks it, when this is the setting of the program that does. */
  readonly store?: Store | undefined;
  /** The entry of an env file that is in force here. */
  readonly home?: { readonly uri: string; readonly name: string } | undefined;
}

type Store = 'sql' | 'documents' | 'cache' | 'queue' | 'objects' | 'search' | 'other';

/** Words by which clients name what they log in to. A word of a kind alone (`DB`) may mean any store of it. */
const CLIENT_WORDS: readonly (readonly [Store, RegExp])[] = [
  [
    'sql',
    /^(?:DB|DATABASE|SQL|POSTGRES|POSTGRESQL|PG|PSQL|MYSQL|MARIADB|MSSQL|SA|DATASOURCE|JDBC|CLICKHOUSE)(?:PASS|PASSWD|PASSWORD|PW|PWD|ROOT)?$/,
  ],
  ['documents', /^(?:DB|DATABASE|MONGO|MONGODB|COUCHDB|NEO4J|INFLUX|INFLUXDB)(?:PASS|PASSWD|PASSWORD|PW|PWD|ROOT)?$/],
  ['cache', /^(?:REDIS|REDISCLI|VALKEY|KEYDB|CACHE)(?:PASS|PASSWD|PASSWORD|PW|PWD)?$/],
  ['queue', /^(?:RABBIT|RABBITMQ|AMQP|AMQPS|BROKER|MQ|NATS|KAFKA)(?:PASS|PASSWD|PASSWORD|PW|PWD)?$/],
  ['objects', /^(?:MINIO|S3|AWS|STORAGE|BUCKET)$/],
  ['search', /^(?:ELASTIC|ELASTICSEARCH|ES|OPENSEARCH|KIBANA|MEILI|MEILISEARCH|TYPESENSE|SOLR)$/],
];

/** What the word says of its product: two that are named and differ are two programs. */
const PRODUCTS: readonly RegExp[] = [
  /^(?:POSTGRES|POSTGRESQL|PG|PSQL)/,
  /^(?:MYSQL|MARIADB)/,
  /^(?:MSSQL|SA$)/,
  /^CLICKHOUSE/,
  /^MONGO/,
  /^REDIS/,
];

/** The credential of a secret: one for all places of a file, and of the env files it reads, that hold the same one. */
export function credentialOf(value: NamedValue, secret: JudgedSecret, context: RuleContext): Credential {
  const own = holderOf(value, secret);
  const setting = settingOf(own, context);
  const home = setting.home ?? (setting.value.uri === value.uri ? undefined : { uri: setting.value.uri });
  return { key: keyOf(setting), rank: rankOf(own), home: home?.uri };
}

/** The credential behind a variable that is set nowhere: the places that hand it on are one. */
export function variableCredential(value: NamedValue, variable: string): Credential {
  return { key: `${value.uri}\u001fvariable\u001f${variable}`, rank: storeOf(value) === undefined ? 0 : 2 };
}

/** The place that stands for all copies: where it is checked, else the first of its name. */
function settingOf(own: Holder, context: RuleContext): Holder {
  if (own.home !== undefined) return own;
  const checker = own.store === undefined ? checkedBy(own, context) : undefined;
  if (checker !== undefined) return checker;
  const same = holders(context).get(own.text)?.all ?? [];
  return same.find((other) => isSameVariable(own, other) && !areTwoStores(own, other)) ?? own;
}

function checkedBy(own: Holder, context: RuleContext): Holder | undefined {
  const checkers = holders(context).get(own.text)?.checkers ?? [];
  return checkers.find((one) => isSameVariable(own, one)) ?? checkers.find((one) => opens(own, one));
}

function isSameVariable(a: Holder, b: Holder): boolean {
  return a.variable === b.variable && (a.host === undefined || b.host === undefined || a.host === b.host);
}

/** Two services with a store each have a credential each, also under the same name, unless one variable fills both. */
function areTwoStores(a: Holder, b: Holder): boolean {
  return a.store !== undefined && b.store !== undefined && a.value.owner !== b.value.owner && a.part !== 'default';
}

/** Whether a client's copy is what the store checks. Equal common words that have nothing to do with each other are two secrets. */
function opens(client: Holder, checker: Holder): boolean {
  if (client.isDistinct) return true;
  if (client.value.place === 'compose-command' && client.value.owner === checker.value.owner) return true;
  if (client.host !== undefined && client.host === checker.value.owner) return true;
  if (client.host !== undefined && checker.value.format === 'compose' && !isOutside(client.host)) return false;
  const [mine, theirs] = [productOf(client.words), productOf(checker.words)];
  if (mine !== undefined && theirs !== undefined && mine !== theirs) return false;
  return client.words.some((word) => storesOfClient(word).some((store) => store === checker.store));
}

/** The kinds of stores that a word may mean. */
const storesOfClient = remembered((word): readonly Store[] =>
  CLIENT_WORDS.flatMap(([store, pattern]) => (pattern.test(word) ? [store] : [])),
);

/** Not a name of a service: which program answers there, the address does not tell. */
function isOutside(host: string): boolean {
  return /^localhost$|^127\.|[.:$]/.test(host);
}

/** The first product that one of the words names. */
function productOf(words: readonly string[]): number | undefined {
  const found = words.reduce((first, word) => Math.min(first, productOfWord(word)), PRODUCTS.length);
  return found < PRODUCTS.length ? found : undefined;
}

const productOfWord = remembered((word) => {
  const found = PRODUCTS.findIndex((product) => product.test(word));
  return found === -1 ? PRODUCTS.length : found;
});

function rankOf(own: Holder): Credential['rank'] {
  if (own.home !== undefined) return 0;
  if (own.store !== undefined) return 2;
  return own.value.format === 'dotenv' && own.part === 'value' ? 1 : 0;
}

function keyOf({ value, part, variable, home }: Holder): string {
  const path = home === undefined ? [value.uri, ...value.path] : [home.uri, home.name];
  return [...path, ...(part === 'value' || home !== undefined ? [] : [part, variable])].join('\u001f');
}

/** Holders of one text that are looked through; what more there are say nothing new. */
const MOST_HOLDERS = 60;

/** The places that hold one text, in order, and those among them that check it. */
interface Holders {
  readonly all: Holder[];
  readonly checkers: Holder[];
}

/** Asked for every secret of a file. A cache only. */
const indexes = new WeakMap<readonly NamedValue[], ReadonlyMap<string, Holders>>();

/** Every place of the document that holds a secret, by its text. The text never leaves this map. */
function holders(context: RuleContext): ReadonlyMap<string, Holders> {
  const values = context.all('namedValue');
  const known = indexes.get(values);
  if (known !== undefined) return known;
  const found = new Map<string, Holders>();
  for (const value of values) {
    const fed = fedHolder(value);
    const own = judgeSecrets(value, context.workspaceWords).map((secret) => holderOf(value, secret));
    for (const holder of fed === undefined ? own : [...own, fed]) {
      const known = found.get(holder.text) ?? { all: [], checkers: [] };
      if (known.all.length === 0) found.set(holder.text, known);
      if (known.all.length >= MOST_HOLDERS) continue;
      known.all.push(holder);
      if (holder.store !== undefined) known.checkers.push(holder);
    }
  }
  indexes.set(values, found);
  return found;
}

function holderOf(value: NamedValue, secret: JudgedSecret): Holder {
  const { verdict } = secret.grade;
  const variable = secret.reference?.name ?? secret.name;
  const resolved = value.references.find(({ span }) => span.start === secret.reference?.span.start)?.resolved;
  const url =
    secret.part === 'url-password'
      ? urlsIn(value).find(({ password }) => password?.span.start === secret.span.start)
      : undefined;
  return {
    value,
    text: secret.text,
    variable: secret.part === 'default' ? variable : value.name,
    part: secret.part,
    isDistinct: verdict === 'strong' || verdict === 'short' || verdict === 'leaked' || verdict === 'published',
    host: url?.host?.text,
    words: [...wordsOf(value.name), ...wordsOf(variable), ...wordsOf(url?.scheme ?? '')],
    store: secret.part === 'url-password' ? undefined : storeOf(value),
    // The default says again what the env file sets: the file is in force.
    home: resolved?.text === secret.text ? { uri: resolved.at.uri, name: variable } : undefined,
  };
}

/** A secret that comes out of an env file as a whole: it stands there, and is checked here. */
function fedHolder(value: NamedValue): Holder | undefined {
  const reference = wholeReference(value);
  const resolved = reference?.resolved;
  if (reference === undefined || resolved === undefined || resolved.text === '') return undefined;
  if (resolved.at.uri === value.uri || classifyKey(value.name, value.path).kind !== 'secret') return undefined;
  return {
    value,
    text: resolved.text,
    variable: reference.name,
    part: 'value',
    isDistinct: false,
    words: [...wordsOf(value.name), ...wordsOf(reference.name)],
    store: storeOf(value),
    home: { uri: resolved.at.uri, name: reference.name },
  };
}

function wholeReference({ references, valueSpan }: NamedValue): Reference | undefined {
  const [only] = references;
  const isWhole = only?.span.start === valueSpan.start && only.span.end === valueSpan.end;
  return isWhole && references.length === 1 ? only : undefined;
}

/** What checks a value of the environment: the store whose image it is given to, in an env file the one that knows the name. */
function storeOf(value: NamedValue): Store | undefined {
  if (value.place === 'dotenv') return STORE_VARIABLES.has(value.name) ? storeNamed(wordsOf(value.name)) : undefined;
  if (value.place !== 'compose-environment') return undefined;
  const facts = imageFacts(value.image);
  if (!isKind(facts, ...STORES)) return undefined;
  return storeNamed([...wordsOf(value.name), ...wordsOf(value.image ?? '')]);
}

const STORE_VARIABLES: ReadonlySet<string> = new Set(
  IMAGES.filter((facts) => isKind(facts, ...STORES)).flatMap(({ secrets }) => (secrets ?? []).map(({ name }) => name)),
);

function storeNamed(words: readonly string[]): Store {
  return CLIENT_WORDS.find(([, pattern]) => words.some((word) => pattern.test(word)))?.[0] ?? 'other';
}
