import type { HealthCheck, ImageFacts, InsecureSetting } from './image-facts.ts';

const postgresReady: HealthCheck = {
  test: ['CMD-SHELL', 'pg_isready -U "$${POSTGRES_USER:-postgres}" -d "$${POSTGRES_DB:-$${POSTGRES_USER:-postgres}}"'],
  interval: '10s',
  timeout: '5s',
  retries: 5,
  startPeriod: '30s',
};

const mysqlAlive: HealthCheck = {
  // mysqladmin ping answers 0 when the server runs, even when access is denied; over TCP it does not see the entry point's temporary server
  test: ['CMD', 'mysqladmin', 'ping', '-h', '127.0.0.1', '--silent'],
  interval: '10s',
  timeout: '5s',
  retries: 5,
  startPeriod: '30s',
};

/** The entry point tests `[ -n "$VARIABLE" ]`: every value counts, `no` included. */
const emptyMysqlPassword: InsecureSetting = {
  effect: 'authentication',
  where: 'environment',
  name: 'MYSQL_ALLOW_EMPTY_PASSWORD',
  knownByName: true,
  values: ['*'],
  removable: true,
  risk: 'root needs no password',
};

const skipGrantTables: InsecureSetting = {
  effect: 'authentication',
  where: 'command',
  name: '--skip-grant-tables',
  values: ['*'],
  risk: 'everyone is an administrator',
};

/** SQL databases. Facts: docker-library/docs, the images' entry points, MariaDB/mariadb-docker, Bitnami's READMEs. */
export const databases: readonly ImageFacts[] = [
  {
    name: 'PostgreSQL',
    images: [
      'postgres',
      'postgis/postgis',
      'pgvector/pgvector',
      'ankane/pgvector',
      'timescale/timescaledb',
      'imresamu/postgis',
    ],
    kinds: ['datastore'],
    secrets: [{ name: 'POSTGRES_PASSWORD', file: 'POSTGRES_PASSWORD_FILE' }],
    insecure: [
      {
        effect: 'authentication',
        where: 'environment',
        name: 'POSTGRES_HOST_AUTH_METHOD',
        knownByName: true,
        values: ['trust'],
        repair: 'scram-sha-256',
        risk: 'every client is let in without a password',
      },
    ],
    insidePorts: [{ port: 5432, role: 'data' }],
    healthChecks: [postgresReady],
    lacks: ['curl'],
    limits: { memory: '1G', cpus: '1.0' },
    writable: ['/tmp', '/var/run/postgresql'],
    capabilities: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'SETGID', 'SETUID'],
    dropsRoot: true,
  },
  {
    name: 'PostgreSQL',
    images: [
      'timescale/timescaledb-ha',
      'tensorchord/pgvecto-rs',
      'tensorchord/vchord-postgres',
      'tensorchord/cloudnative-vectorchord',
      'paradedb/paradedb',
      'citusdata/citus',
    ],
    kinds: ['datastore'],
    secrets: [{ name: 'POSTGRES_PASSWORD', file: 'POSTGRES_PASSWORD_FILE' }],
    insidePorts: [{ port: 5432, role: 'data' }],
    healthChecks: [postgresReady],
    limits: { memory: '1G', cpus: '1.0' },
    dropsRoot: true,
  },
  {
    name: 'PostgreSQL',
    images: ['supabase/postgres', 'immich-app/postgres'],
    kinds: ['datastore'],
    secrets: [{ name: 'POSTGRES_PASSWORD', file: 'POSTGRES_PASSWORD_FILE' }],
    insidePorts: [{ port: 5432, role: 'data' }],
    hasHealthCheck: true,
    limits: { memory: '1G', cpus: '1.0' },
    dropsRoot: true,
  },
  {
    name: 'PostgreSQL (Bitnami)',
    images: [
      'bitnami/postgresql',
      'bitnamilegacy/postgresql',
      'bitnami/postgresql-repmgr',
      'bitnamilegacy/postgresql-repmgr',
    ],
    kinds: ['datastore'],
    secrets: [
      { name: 'POSTGRESQL_PASSWORD', file: 'POSTGRESQL_PASSWORD_FILE' },
      { name: 'POSTGRES_PASSWORD', file: 'POSTGRES_PASSWORD_FILE' },
      { name: 'POSTGRESQL_POSTGRES_PASSWORD', file: 'POSTGRESQL_POSTGRES_PASSWORD_FILE' },
    ],
    insecure: [bitnamiEmptyPassword('every client is let in without a password')],
    insidePorts: [{ port: 5432, role: 'data' }],
    limits: { memory: '1G', cpus: '1.0' },
    dataPaths: ['/bitnami/postgresql', '/bitnami'],
    dropsRoot: true,
  },
  {
    name: 'MySQL',
    images: ['mysql', 'mysql/mysql-server', 'percona', 'percona/percona-server'],
    kinds: ['datastore'],
    secrets: [
      { name: 'MYSQL_ROOT_PASSWORD', file: 'MYSQL_ROOT_PASSWORD_FILE' },
      { name: 'MYSQL_PASSWORD', file: 'MYSQL_PASSWORD_FILE' },
    ],
    insecure: [emptyMysqlPassword, skipGrantTables],
    insidePorts: [
      { port: 3306, role: 'data' },
      { port: 33060, role: 'data' },
    ],
    healthChecks: [mysqlAlive],
    lacks: ['wget'],
    limits: { memory: '1G', cpus: '1.0' },
    writable: ['/tmp', '/var/run/mysqld'],
    capabilities: ['CHOWN', 'DAC_OVERRIDE', 'SETGID', 'SETUID'],
    dataPaths: ['/var/lib/mysql'],
    dropsRoot: true,
  },
  {
    name: 'MariaDB',
    images: ['mariadb', 'mariadb/server'],
    kinds: ['datastore'],
    secrets: [
      { name: 'MARIADB_ROOT_PASSWORD', file: 'MARIADB_ROOT_PASSWORD_FILE' },
      { name: 'MARIADB_PASSWORD', file: 'MARIADB_PASSWORD_FILE' },
      { name: 'MYSQL_ROOT_PASSWORD', file: 'MYSQL_ROOT_PASSWORD_FILE' },
      { name: 'MYSQL_PASSWORD', file: 'MYSQL_PASSWORD_FILE' },
    ],
    insecure: [
      { ...emptyMysqlPassword, name: 'MARIADB_ALLOW_EMPTY_ROOT_PASSWORD' },
      emptyMysqlPassword,
      skipGrantTables,
    ],
    insidePorts: [{ port: 3306, role: 'data' }],
    healthChecks: [
      {
        test: ['CMD', 'healthcheck.sh', '--connect', '--innodb_initialized'],
        interval: '10s',
        timeout: '5s',
        retries: 5,
        startPeriod: '30s',
        from: 10,
      },
    ],
    lacks: ['curl', 'wget'],
    limits: { memory: '1G', cpus: '1.0' },
    writable: ['/tmp', '/run/mysqld'],
    capabilities: ['CHOWN', 'DAC_OVERRIDE', 'SETGID', 'SETUID'],
    dataPaths: ['/var/lib/mysql'],
    dropsRoot: true,
  },
  {
    name: 'MariaDB (LinuxServer)',
    images: ['linuxserver/mariadb'],
    kinds: ['datastore'],
    secrets: [
      { name: 'MYSQL_ROOT_PASSWORD', file: 'FILE__MYSQL_ROOT_PASSWORD' },
      { name: 'MYSQL_PASSWORD', file: 'FILE__MYSQL_PASSWORD' },
    ],
    insidePorts: [{ port: 3306, role: 'data' }],
    limits: { memory: '1G', cpus: '1.0' },
    dataPaths: ['/config'],
    dropsRoot: true,
  },
  {
    name: 'MySQL (Bitnami)',
    images: [
      'bitnami/mysql',
      'bitnamilegacy/mysql',
      'bitnami/mariadb',
      'bitnamilegacy/mariadb',
      'bitnami/mariadb-galera',
    ],
    kinds: ['datastore'],
    secrets: [
      { name: 'MYSQL_ROOT_PASSWORD', file: 'MYSQL_ROOT_PASSWORD_FILE' },
      { name: 'MYSQL_PASSWORD', file: 'MYSQL_PASSWORD_FILE' },
      { name: 'MARIADB_ROOT_PASSWORD', file: 'MARIADB_ROOT_PASSWORD_FILE' },
      { name: 'MARIADB_PASSWORD', file: 'MARIADB_PASSWORD_FILE' },
    ],
    insecure: [bitnamiEmptyPassword('root needs no password')],
    insidePorts: [{ port: 3306, role: 'data' }],
    limits: { memory: '1G', cpus: '1.0' },
    dropsRoot: true,
  },
  {
    name: 'SQL Server',
    images: ['mssql/server', 'microsoft/mssql-server-linux', 'azure-sql-edge'],
    kinds: ['datastore'],
    secrets: [
      { name: 'MSSQL_SA_PASSWORD', file: null },
      { name: 'SA_PASSWORD', file: null },
    ],
    insidePorts: [{ port: 1433, role: 'data' }],
    limits: { memory: '2G', cpus: '2.0' },
    dataPaths: ['/var/opt/mssql'],
  },
  {
    name: 'Oracle Database',
    images: ['gvenzl/oracle-xe', 'gvenzl/oracle-free', 'database/free', 'database/express', 'database/enterprise'],
    kinds: ['datastore'],
    secrets: [{ name: 'ORACLE_PASSWORD', file: 'ORACLE_PASSWORD_FILE' }],
    insidePorts: [
      { port: 1521, role: 'data' },
      { port: 5500, role: 'admin' },
    ],
    limits: { memory: '2G', cpus: '2.0' },
    dataPaths: ['/opt/oracle/oradata'],
    dropsRoot: true,
  },
  {
    name: 'CockroachDB',
    images: ['cockroachdb/cockroach'],
    kinds: ['datastore'],
    insecure: [
      {
        effect: 'authentication',
        where: 'command',
        name: '--insecure',
        values: ['*', 'true'],
        risk: 'there is neither TLS nor a password',
      },
    ],
    insidePorts: [
      { port: 26257, role: 'data' },
      { port: 8080, role: 'admin' },
    ],
    limits: { memory: '2G', cpus: '2.0' },
    dataPaths: ['/cockroach/cockroach-data', '/cockroach'],
  },
  {
    name: 'ClickHouse',
    images: ['clickhouse', 'clickhouse/clickhouse-server', 'yandex/clickhouse-server', 'altinity/clickhouse-server'],
    kinds: ['datastore'],
    secrets: [{ name: 'CLICKHOUSE_PASSWORD' }],
    insecure: [
      {
        effect: 'authentication',
        where: 'environment',
        name: 'CLICKHOUSE_SKIP_USER_SETUP',
        knownByName: true,
        values: ['1', 'true'],
        repair: '0',
        risk: 'the default user needs no password from anywhere',
      },
    ],
    insidePorts: [
      { port: 8123, role: 'data' },
      { port: 9000, role: 'data' },
      { port: 9009, role: 'cluster' },
    ],
    healthChecks: [
      {
        test: ['CMD', 'wget', '--no-verbose', '--tries=1', '--spider', 'http://127.0.0.1:8123/ping'],
        interval: '10s',
        timeout: '5s',
        retries: 5,
        startPeriod: '30s',
      },
    ],
    limits: { memory: '2G', cpus: '2.0' },
    dataPaths: ['/var/lib/clickhouse'],
    documentedAccess: ['net-admin', 'ipc-lock'],
    dropsRoot: true,
  },
  {
    name: 'QuestDB',
    images: ['questdb/questdb'],
    kinds: ['datastore'],
    insidePorts: [
      { port: 9000, role: 'data' },
      { port: 8812, role: 'data' },
      { port: 9009, role: 'data' },
    ],
    limits: { memory: '2G', cpus: '2.0' },
    dataPaths: ['/var/lib/questdb', '/root/.questdb'],
  },
  {
    name: 'InfluxDB',
    images: ['influxdb'],
    kinds: ['datastore'],
    secrets: [
      { name: 'DOCKER_INFLUXDB_INIT_PASSWORD', file: 'DOCKER_INFLUXDB_INIT_PASSWORD_FILE' },
      { name: 'DOCKER_INFLUXDB_INIT_ADMIN_TOKEN', file: 'DOCKER_INFLUXDB_INIT_ADMIN_TOKEN_FILE' },
      { name: 'INFLUXDB_ADMIN_PASSWORD' },
    ],
    insecure: [
      {
        effect: 'authentication',
        where: 'environment',
        name: 'INFLUXDB_HTTP_AUTH_ENABLED',
        knownByName: true,
        values: ['false', '0'],
        repair: 'true',
        risk: 'every client reads and writes every database',
      },
    ],
    credential: {
      variables: ['INFLUXDB_HTTP_AUTH_ENABLED'],
      configPaths: ['/etc/influxdb'],
      without: 'authentication off',
      until: 1,
      from: 1,
    },
    insidePorts: [
      { port: 8086, role: 'data' },
      { port: 8088, role: 'admin' },
    ],
    healthChecks: [
      {
        test: ['CMD', 'influx', 'ping'],
        interval: '10s',
        timeout: '5s',
        retries: 5,
        startPeriod: '30s',
        from: 2,
        until: 2,
      },
    ],
    limits: { memory: '512M', cpus: '1.0' },
    dataPaths: ['/var/lib/influxdb2', '/var/lib/influxdb', '/var/lib/influxdb3'],
  },
];

/** Bitnami images read `ALLOW_EMPTY_PASSWORD` as a boolean. */
function bitnamiEmptyPassword(risk: string): InsecureSetting {
  return {
    effect: 'authentication',
    where: 'environment',
    name: 'ALLOW_EMPTY_PASSWORD',
    knownByName: true,
    values: ['yes', 'true', '1', 'on'],
    repair: 'no',
    risk,
  };
}
