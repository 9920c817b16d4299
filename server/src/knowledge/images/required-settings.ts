import { majorVersion, parseImageName } from './image-name.ts';

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
  /** Major versions it holds for. */
  readonly from?: number;
  /** Where its absence was seen to stop the start: a start script, or the documents. */
  readonly source: string;
}

const POSTGRES = ['POSTGRES_PASSWORD', 'POSTGRES_PASSWORD_FILE', 'POSTGRES_HOST_AUTH_METHOD'];
const MYSQL = [
  'MYSQL_ROOT_PASSWORD',
  'MYSQL_ROOT_PASSWORD_FILE',
  'MYSQL_ALLOW_EMPTY_PASSWORD',
  'MYSQL_RANDOM_ROOT_PASSWORD',
];

const REQUIRED: readonly RequiredSetting[] = [
  {
    product: 'PostgreSQL',
    images: ['postgres', 'postgis/postgis', 'pgvector/pgvector', 'timescale/timescaledb'],
    anyOf: POSTGRES,
    servers: ['postgres'],
    source: 'docker-library/postgres docker-entrypoint.sh docker_verify_minimum_env',
  },
  {
    product: 'MySQL',
    images: ['mysql'],
    anyOf: MYSQL,
    servers: ['mysqld'],
    source: 'docker-library/mysql docker-entrypoint.sh docker_verify_minimum_env',
  },
  {
    product: 'MariaDB',
    images: ['mariadb'],
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
    servers: ['mariadbd', 'mysqld'],
    source: 'MariaDB/mariadb-docker docker-entrypoint.sh docker_verify_minimum_env',
  },
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
    from: 3,
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
    from: 3,
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

const byImage: ReadonlyMap<string, RequiredSetting> = new Map(
  REQUIRED.flatMap((setting) => setting.images.map((image) => [image, setting] as const)),
);

/** What an image does not start without; `undefined` where nothing is known. A tag without a version is the newest. */
export function requiredSetting(image: string | undefined): RequiredSetting | undefined {
  const name = image === undefined ? undefined : parseImageName(image);
  const setting = name === undefined ? undefined : byImage.get(name.repository);
  if (setting?.from === undefined) return setting;
  const major = majorVersion(name?.tag);
  return major !== undefined && major >= setting.from ? setting : undefined;
}
