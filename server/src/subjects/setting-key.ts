/**
 * A key in one spelling: upper case, words joined by one `_`. Spring binds `server.ssl.enabled`, `serverSslEnabled` and
 * `SERVER_SSL_ENABLED` alike, Airflow and .NET write `__` between levels.
 */
export function normalizeKey(name: string): string {
  if (/^[A-Z0-9]+(?:_[A-Z0-9]+)*$/.test(name) && name.length <= MAX_KEY) return name;
  const words = name.slice(0, MAX_KEY).replace(/([a-z])([A-Z])/g, '$1_$2');
  return words
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_|_$/g, '')
    .toUpperCase();
}

/** Longer names are no settings of anybody. */
const MAX_KEY = 128;

/** The name for a message: as written, cut when it would not leave room for the risk. */
export function shownName(name: string): string {
  return name.length <= 40 ? name : `${name.slice(0, 39)}…`;
}

/** The words of a normalized key. */
export function wordsOf(key: string): readonly string[] {
  return key.split('_');
}
