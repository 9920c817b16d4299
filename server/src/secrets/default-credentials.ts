import { ADMIN_NAMES, PRODUCT_DEFAULTS, type ProductDefault } from './tables/default-credentials.ts';
import { wordsOf } from './words.ts';

/**
 * The product whose default password `value` is, as far as the key's name or the service's image names one.
 * `undefined` when the product is not named or the value is not a default of it.
 */
export function productWithDefault(value: string, name: string, image: string | undefined): string | undefined {
  if (value.length > 40) return undefined;
  const lower = value.toLowerCase();
  // `POSTGRES_PASSWORD` of a web application is the password of a PostgreSQL, not of the application
  const words = wordsOf(name);
  const named = productsOf(words);
  const meant = named.length > 0 || image === undefined ? named : productsOf(imageWords(image));
  // `KC_DB_PASSWORD` opens the database of Keycloak, not Keycloak
  const isDatabase = words.includes('DB') || words.includes('DATABASE');
  return (isDatabase ? meant.filter(({ product }) => DATABASES.has(product)) : meant).find(({ passwords }) =>
    passwords.some((password) => password.toLowerCase() === lower),
  )?.product;
}

const DATABASES: ReadonlySet<string> = new Set([
  'PostgreSQL',
  'MySQL',
  'MongoDB',
  'SQL Server',
  'ClickHouse',
  'CouchDB',
]);

function productsOf(words: readonly string[]): readonly ProductDefault[] {
  return PRODUCT_DEFAULTS.filter((entry) => entry.words.some((word) => words.includes(word)));
}

/** Whether user and password are a pair every scanner tries: the same word twice, or an administrator with a default. */
export function isDefaultPair(user: string, password: string): boolean {
  const name = user.toLowerCase();
  const word = password.toLowerCase();
  if (name !== '' && name === word) return true;
  return ADMIN_NAMES.has(name) && (ADMIN_NAMES.has(word) || PAIRED.has(word));
}

/** `user:pass`, `username:password`: the words of a manual, nobody's account. */
export function isSamplePair(user: string, password: string): boolean {
  return /^(db_?)?(user|username|login)$/i.test(user) && /^(db_?)?(pass|password|passwd|pwd)$/i.test(password);
}

const PAIRED: ReadonlySet<string> = new Set([
  'password',
  'pass',
  'example',
  'changeme',
  'secret',
  '123456',
  'admin123',
  'root123',
  'toor',
]);

function imageWords(image: string): readonly string[] {
  const path = image.split('@')[0] ?? '';
  const last = path.split('/').at(-1) ?? '';
  return wordsOf(last.split(':')[0] ?? '');
}
