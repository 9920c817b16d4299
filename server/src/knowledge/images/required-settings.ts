import { type ImageName, parseImageName } from './image-name.ts';

/** What an image does not start without. */
export interface RequiredSetting {
  /** Name for people. */
  readonly product: string;
  readonly images: readonly string[];
  /** Variables any of which gives it; the first is the one to name. */
  readonly anyOf: readonly string[];
  /** Container paths: something mounted on, above or below one may carry it. */
  readonly configPaths?: readonly string[];
  /** The first word of a command that starts the program, beside options. */
  readonly servers: readonly string[];
  /** Container paths of the data: asked for only where they hold none. */
  readonly dataPaths?: readonly string[];
  /** The first release it holds for in each line of releases, oldest line first: what is older than all of them has it not. */
  readonly since?: readonly Release[];
  /** Where its absence was seen to stop the start: a start script, or the documents. */
  readonly source: string;
}

type Release = readonly number[];

const POSTGRES = ['POSTGRES_PASSWORD', 'POSTGRES_PASSWORD_FILE', 'POSTGRES_HOST_AUTH_METHOD'];
const MYSQL = [
  'MYSQL_ROOT_PASSWORD',
  'MYSQL_ROOT_PASSWORD_FILE',
  'MYSQL_ALLOW_EMPTY_PASSWORD',
  'MYSQL_RANDOM_ROOT_PASSWORD',
];

const POSTGRESQL = {
  product: 'PostgreSQL',
  anyOf: POSTGRES,
  dataPaths: ['/var/lib/postgresql'],
  servers: ['postgres'],
  source: 'docker-library/postgres docker-entrypoint.sh docker_verify_minimum_env',
};

const MARIADB = {
  product: 'MariaDB',
  images: ['mariadb'],
  dataPaths: ['/var/lib/mysql'],
  servers: ['mariadbd', 'mysqld'],
  source: 'MariaDB/mariadb-docker docker-entrypoint.sh docker_verify_minimum_env',
};

/** Of two for one image the first that holds for the version. */
const REQUIRED: readonly RequiredSetting[] = [
  {
    ...POSTGRESQL,
    images: ['postgres', 'postgis/postgis'],
    // before February 2020 it starts with a warning (https://github.com/docker-library/official-images/pull/7474)
    since: [
      [9, 4, 26],
      [9, 5, 21],
      [9, 6, 17],
      [10, 12],
      [11, 7],
      [12, 2],
    ],
  },
  // tags with the version of the extension; the image is younger
  { ...POSTGRESQL, images: ['pgvector/pgvector'] },
  // the first major version of the extension that is all built upon later ones
  { ...POSTGRESQL, images: ['timescale/timescaledb'], since: [[2]] },
  {
    product: 'MySQL',
    images: ['mysql'],
    anyOf: MYSQL,
    dataPaths: ['/var/lib/mysql'],
    servers: ['mysqld'],
    source: 'docker-library/mysql docker-entrypoint.sh docker_verify_minimum_env',
  },
  {
    ...MARIADB,
    anyOf: [
      'MARIADB_ROOT_PASSWORD',
      'MARIADB_ROOT_PASSWORD_FILE',
      'MARIADB_ROOT_PASSWORD_HASH',
      'MARIADB_ROOT_PASSWORD_HASH_FILE',
      'MARIADB_ALLOW_EMPTY_ROOT_PASSWORD',
      'MARIADB_RANDOM_ROOT_PASSWORD',
      // a replica takes the users of its primary
      'MARIADB_MASTER_HOST',
      ...MYSQL,
    ],
    // the names of its own (https://mariadb.com/kb/en/mariadb-docker-environment-variables/)
    since: [
      [10, 2, 38],
      [10, 3, 29],
      [10, 4, 19],
      [10, 5, 10],
    ],
  },
  { ...MARIADB, anyOf: MYSQL },
  {
    product: 'pgAdmin',
    images: ['dpage/pgadmin4'],
    anyOf: ['PGADMIN_DEFAULT_PASSWORD', 'PGADMIN_DEFAULT_PASSWORD_FILE'],
    configPaths: ['/var/lib/pgadmin/pgadmin4.db'],
    servers: [],
    source: 'pgadmin-org/pgadmin4 pkg/docker/entrypoint.sh',
  },
  {
    product: 'CouchDB',
    images: ['couchdb'],
    anyOf: ['COUCHDB_PASSWORD'],
    configPaths: ['/opt/couchdb/etc'],
    servers: ['/opt/couchdb/bin/couchdb'],
    since: [[3]],
    source: 'apache/couchdb-docker 3.3.3/docker-entrypoint.sh',
  },
  {
    product: 'BookStack',
    images: ['linuxserver/bookstack'],
    anyOf: ['APP_KEY', 'FILE__APP_KEY'],
    configPaths: ['/config/www', '/config/BOOKSTACK_APP_KEY.txt'],
    servers: [],
    source: 'linuxserver/docker-bookstack root/etc/s6-overlay/s6-rc.d/init-bookstack-config/run',
  },
  {
    product: 'Speedtest Tracker',
    images: ['linuxserver/speedtest-tracker'],
    anyOf: ['APP_KEY', 'FILE__APP_KEY'],
    configPaths: ['/config/www'],
    servers: [],
    source: 'linuxserver/docker-speedtest-tracker root/etc/s6-overlay/s6-rc.d/init-speedtest-tracker-config/run',
  },
  {
    product: 'Superset',
    images: ['apache/superset'],
    anyOf: ['SUPERSET_SECRET_KEY', 'SECRET_KEY', 'SUPERSET_CONFIG_PATH', 'PYTHONPATH'],
    configPaths: ['/app'],
    servers: [],
    since: [[3]],
    source: 'apache/superset superset/initialization/__init__.py check_secret_key',
  },
  {
    product: 'Plausible',
    images: ['plausible/community-edition', 'plausible/analytics'],
    anyOf: ['SECRET_KEY_BASE'],
    configPaths: ['/run/secrets'],
    servers: [],
    source: 'plausible/analytics config/runtime.exs',
  },
  {
    product: 'Claper',
    images: ['claperco/claper'],
    anyOf: ['SECRET_KEY_BASE'],
    configPaths: ['/run/secrets'],
    servers: [],
    source: 'ClaperCo/Claper config/runtime.exs',
  },
  {
    product: 'authentik',
    images: ['goauthentik/server'],
    anyOf: ['AUTHENTIK_SECRET_KEY'],
    configPaths: ['/etc/authentik', '/authentik'],
    servers: ['server', 'worker'],
    source: 'goauthentik/authentik docker-compose.yml AUTHENTIK_SECRET_KEY:?secret key required',
  },
  {
    product: 'Kutt',
    images: ['kutt/kutt'],
    anyOf: ['JWT_SECRET', 'JWT_SECRET_FILE'],
    // the program reads `.env` of its folder, too
    configPaths: ['/kutt', '/usr/src/app'],
    servers: [],
    source: 'thedevs-network/kutt server/env.js: no default but in development',
  },
];

const byImage: ReadonlyMap<string, readonly RequiredSetting[]> = groupByImage();

function groupByImage(): ReadonlyMap<string, readonly RequiredSetting[]> {
  const groups = new Map<string, RequiredSetting[]>();
  for (const setting of REQUIRED)
    for (const image of setting.images) groups.set(image, [...(groups.get(image) ?? []), setting]);
  return groups;
}

/** What an image does not start without; `undefined` where nothing is known, or where it depends on a version the name does not tell. */
export function requiredSetting(image: string | undefined): RequiredSetting | undefined {
  const name = image === undefined ? undefined : parseImageName(image);
  const settings = name === undefined ? undefined : byImage.get(name.repository);
  if (name === undefined || settings === undefined) return undefined;
  const version = versionOf(name);
  if (version === undefined) return settings.find(() => settings.every(({ since }) => since === undefined));
  return settings.find(({ since }) => since === undefined || version === 'newest' || !isOlder(version, since));
}

/** A tag without a number (`latest`, `alpine`, none at all) is moved on to the newest. */
function versionOf({ tag, digest }: ImageName): Release | 'newest' | undefined {
  if (tag === undefined) return digest === undefined ? 'newest' : undefined;
  if (/^(?:latest(?![^-])|\D*$)/.test(tag)) return 'newest';
  const [, numbers] = /^v?(\d{1,4}(?:\.\d{1,4}){0,3})(?:$|[-_])/.exec(tag) ?? [];
  return numbers?.split('.').map(Number);
}

/** Whether a version comes before the first of its line, or of all where its line has none. `9.6` alone is the newest of the line. */
function isOlder(version: Release, since: readonly Release[]): boolean {
  const isOfLine = (first: Release) =>
    first.slice(0, -1).every((part, i) => version[i] === undefined || version[i] === part);
  const first = since.find(isOfLine) ?? since[0] ?? [];
  const at = first.findIndex((part, i) => version[i] !== part);
  return (version[at] ?? Number.POSITIVE_INFINITY) < (first[at] ?? 0);
}
