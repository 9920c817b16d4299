/**
 * Applications that read TOML from files named otherwise. `.conf` and `.cfg` are many formats, so only whole names count.
 * Sources: each application's configuration reference (AngaraBase, Telegraf, InfluxDB, Kapacitor, OAuth2 Proxy, containers/image).
 */
const TOML_NAMES: ReadonlySet<string> = new Set(['pipfile', 'registries.conf', 'containers.conf', 'crio.conf']);

/** `telegraf.conf`, `telegraf-prod.conf`. */
const TOML_FAMILY = /^(?:angarabase|telegraf|influxdb|kapacitor)[\w.-]*\.conf$|^oauth2[-_]proxy[\w.-]*\.cfg$/;

const TOML_FOLDERS: ReadonlySet<string> = new Set([
  'telegraf.d',
  'registries.conf.d',
  'containers.conf.d',
  'crio.conf.d',
]);

/** Whether a path, by its names alone, is a TOML file. Lower-case segments, the file name last. */
export function isTomlName(segments: readonly string[]): boolean {
  const name = segments.at(-1) ?? '';
  const folder = segments.at(-2) ?? '';
  if (/\.toml(?:\.(?:example|sample|template|dist|default))?$/.test(name) || TOML_NAMES.has(name)) return true;
  if (TOML_FAMILY.test(name)) return true;
  if (folder === '.cargo' && (name === 'config' || name === 'credentials')) return true;
  return TOML_FOLDERS.has(folder) && name.endsWith('.conf');
}
