import data from '../../data/compose-keys.json' with { type: 'json' };

/** How a value may be written. `null`: nothing behind the colon. */
export type ValueForm = 'scalar' | 'list' | 'map' | 'null';

/** What the published schema says about one kind of object. */
export interface ObjectSchema {
  readonly keys: ReadonlyMap<string, readonly ValueForm[]>;
  /** Compose accepts any other key, too. */
  readonly open: boolean;
  readonly required: readonly string[];
  /** The only values some keys may have. */
  readonly values: ReadonlyMap<string, readonly string[]>;
}

interface Row {
  readonly keys: Readonly<Record<string, readonly string[]>>;
  readonly open?: boolean;
  readonly required?: readonly string[];
  readonly values?: Readonly<Record<string, readonly string[]>>;
}

const rows: Readonly<Record<string, Row>> = data.objects;

const OBJECTS: ReadonlyMap<string, ObjectSchema> = new Map(
  Object.entries(rows).map(([path, { keys, open, required, values }]) => [
    path,
    {
      keys: new Map(Object.entries(keys)) as ReadonlyMap<string, readonly ValueForm[]>,
      open: open === true,
      required: required ?? [],
      values: new Map(Object.entries(values ?? {})),
    },
  ]),
);

/** What the schema says about the object at a path (`services.*.ports[]`); `undefined` where names are free. */
export function objectSchema(path: string): ObjectSchema | undefined {
  return OBJECTS.get(path);
}

/** Whether anything at or below a path is described: what is not need not be walked. */
export function isDescribed(path: string): boolean {
  return PREFIXES.has(path);
}

const PREFIXES: ReadonlySet<string> = new Set(
  [...OBJECTS.keys()].flatMap((path) => {
    const ends = [...path.matchAll(/\.|\[\]/g)].map(({ index }) => path.slice(0, index));
    return [...ends, path];
  }),
);

/** Lists in which every item is one text (`list_of_strings`, `list_or_dict` and `command` of the schema). */
const TEXT_LISTS: ReadonlySet<string> = new Set([
  'services.*.environment',
  'services.*.labels',
  'services.*.annotations',
  'services.*.command',
  'services.*.entrypoint',
  'services.*.healthcheck.test',
  'services.*.cap_add',
  'services.*.cap_drop',
  'services.*.security_opt',
  'services.*.dns',
  'services.*.tmpfs',
  'services.*.profiles',
  'services.*.links',
  'services.*.extra_hosts',
  'services.*.sysctls',
  'services.*.build.args',
  'services.*.build.labels',
  'services.*.deploy.labels',
  'services.*.deploy.placement.constraints',
]);

/** Whether each item of the list at a path has to be one text. */
export function isTextList(path: string): boolean {
  return TEXT_LISTS.has(path);
}

/** Maps in which every value is one text or nothing (`list_or_dict` of the schema). */
const TEXT_MAPS: ReadonlySet<string> = new Set([
  'services.*.environment',
  'services.*.labels',
  'services.*.annotations',
  'services.*.build.args',
  'services.*.deploy.labels',
  'services.*.logging.options',
]);

/** Whether each value of the map at a path has to be one text. */
export function isTextMap(path: string): boolean {
  return TEXT_MAPS.has(path);
}

/**
 * Keys that Compose 1 or other tools know by another name: the key of the schema.
 * https://docs.docker.com/reference/compose-file/legacy-versions/ and, for `net`, `log_driver`, `log_opt`, `volume_driver`,
 * `dockerfile`, the upgrade notes of version 1 and 2 files (https://docs.docker.com/compose/releases/migrate/).
 */
const FORMER: ReadonlyMap<string, string> = new Map([
  ['services.*/net', 'network_mode'],
  ['services.*/env', 'environment'],
  ['services.*/cmd', 'command'],
  ['services.*/depends', 'depends_on'],
  ['services.*/hosts', 'extra_hosts'],
  ['services.*/workdir', 'working_dir'],
]);

/** The key a name stands for, where it comes from elsewhere and a rename is all it takes. */
export function formerName(path: string, key: string): string | undefined {
  return FORMER.get(`${path}/${key}`);
}

/** Keys of Compose 1 whose place is another one: `path/key` to the place within the same object. */
const MOVED: ReadonlyMap<string, string> = new Map([
  ['services.*/log_driver', 'logging.driver'],
  ['services.*/log_opt', 'logging.options'],
  ['services.*/dockerfile', 'build.dockerfile'],
  ['services.*/memory', 'deploy.resources.limits.memory'],
  ['services.*/limits', 'deploy.resources.limits'],
  ['services.*/reservations', 'deploy.resources.reservations'],
]);

/** Where a key belongs below the object it stands in; `undefined` when one such place cannot be told. */
export function placeBelow(path: string, key: string): string | undefined {
  const moved = MOVED.get(`${path}/${key}`);
  if (moved !== undefined) return moved;
  const found = [...(OBJECTS.get(path)?.keys.keys() ?? [])].filter((child) =>
    OBJECTS.get(path === '' ? child : `${path}.${child}`)?.keys.has(key),
  );
  return found.length === 1 ? `${found[0]}.${key}` : undefined;
}

/**
 * Keys that platforms read from the same files and take out before Compose sees them: Coolify
 * (https://coolify.io/docs/knowledge-base/docker/compose), Rancher 1 (rancher-compose.yml,
 * https://docs.rancher.com/docs/rancher/v1.6/en/cattle/rancher-compose/).
 */
const OF_PLATFORMS: ReadonlySet<string> = new Set([
  'services.*/exclude_from_hc',
  'services.*/start_on_create',
  'services.*/health_check',
  'services.*/lb_config',
  'services.*/upgrade_strategy',
  'services.*/retain_ip',
  'services.*.volumes[]/is_directory',
  'services.*.volumes[]/isDirectory',
  'services.*.volumes[]/content',
]);

/** Whether a deployment platform knows the key there. */
export function isOfPlatform(path: string, key: string): boolean {
  return OF_PLATFORMS.has(`${path}/${key}`);
}
