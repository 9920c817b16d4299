/**
 * Secrets that everybody can read: shipped defaults and documentation samples, by fingerprint (`fingerprint.ts`), with who published them.
 * Several look random, so no measure of strength can see them.
 */
export const PUBLISHED_VALUES: ReadonlyMap<string, string> = new Map([
  ['023674f31b345e', 'Grafana'],
  ['1a97a8307eff72', 'Superset'],
  ['143fe1a0fa4ce5', 'Superset'],
  ['1fd1001f96b12e', 'Superset'],
  ['1a5cdebfa366a1', 'Superset'],
  ['1fdc782407c22c', 'Supabase'],
  ['154b17a10c3408', 'Supabase'],
  ['0064ebeae37f4b', 'Supabase'],
  ['0d0d5396e5480d', 'Supabase'],
  ['0fea6ed31bc7e2', 'Supabase'],
  ['01c487fe25f4a1', 'Supabase'],
  ['1574bf118dcc8f', 'Supabase'],
  ['027ae6b0dac6b0', 'Supabase'],
  ['0d06bd1f70efc2', 'Supabase'],
  ['02739a35653950', 'Supabase'],
  ['00a157de15080c', 'Garage'],
  ['0a50cf22589f31', 'Garage'],
  ['1a954aa3456461', 'Garage'],
  ['0242352d2f8f12', 'Vaultwarden'],
  ['1d67d99dbf0167', 'Rocket'],
  ['02097c16265876', 'tuwunel'],
  ['0ad7d60ba03637', 'tuwunel'],
  ['039c34b4a814b2', 'tuwunel'],
  ['040e4495dfda4f', 'lldap'],
  ['19c08b5749abce', 'lldap'],
  ['1fe0ea44386937', 'lldap'],
  ['1121e92a607155', 'rathole'],
  ['11c9e15a389b02', 'rathole'],
  ['047b8194b055a0', 'Meilisearch'],
  ['0a5cfc1b072cf0', 'Mercure'],
  ['121743d069d740', 'Symfony'],
  ['101bcc6fa92f4b', 'Strapi'],
  ['00d381edc9c56d', 'Strapi'],
  ['031d7bc92a4e3d', 'Hasura'],
  ['06794689466e52', 'the AWS documentation'],
  ['1616e2634e6e84', 'kellnr'],
  ['0de2087462ceb5', 'rustypaste'],
  ['0f0bac232f4d9f', 'rustypaste'],
  ['108b4da62d0af5', 'rustypaste'],
  ['1d6841ee0a47fe', 'Otoroshi'],
  ['088b6ef9398591', 'soft-track'],
  // the storage emulator's account key; the Fernet key of a widely copied Airflow image
  ['14b7ff107ff099', 'Azurite'],
  ['12ea72303aceda', 'docker-airflow'],
]);

/** The same for values of which only the beginning is fixed: its length, its fingerprint, who published it. */
export const PUBLISHED_PREFIXES: readonly (readonly [number, string, string])[] = [
  [105, '0611793cec84d8', 'Supabase'],
  [75, '15fd25c5ce2b3d', 'Vaultwarden'],
  [73, '106fdb4390e9b8', 'Mercure'],
];
