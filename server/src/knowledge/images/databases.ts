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

/** SQL and time series databases. */
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
    declaresVolume: true,
    secrets: [{ name: 'POSTGRES_PASSWORD', file: 'POSTGRES_PASSWORD_FILE', both: 'stops' }],
    alsoFromFiles: ['POSTGRES_USER', 'POSTGRES_DB', 'POSTGRES_INITDB_ARGS'],
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
    writable: ['/tmp', '/var/run/postgresql'],
    capabilities: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'SETGID', 'SETUID'],
    dropsRoot: true,
    sources: [
      'docker-library/postgres docker-entrypoint.sh',
      'docker-library/postgres 17/bookworm/Dockerfile',
      'docker-library/docs postgres/content.md',
    ],
  },
  {
    // their servers are PostgreSQL with extensions: pg_isready is part of it, and it never runs as root
    name: 'PostgreSQL',
    images: [
      'timescale/timescaledb-ha',
      'tensorchord/pgvecto-rs',
      'tensorchord/vchord-postgres',
      'tensorchord/cloudnative-vectorchord',
      'paradedb/paradedb',
      'citusdata/citus',
      'supabase/postgres',
    ],
    kinds: ['datastore'],
    secrets: [{ name: 'POSTGRES_PASSWORD' }],
    insidePorts: [{ port: 5432, role: 'data' }],
    healthChecks: [postgresReady],
    dropsRoot: true,
    sources: ['compose files in use', 'see www.postgresql.org/docs/current/app-pg-isready.html'],
  },
  {
    name: 'PostgreSQL',
    images: ['immich-app/postgres'],
    kinds: ['datastore'],
    secrets: [{ name: 'POSTGRES_PASSWORD', file: 'POSTGRES_PASSWORD_FILE', both: 'stops' }],
    insidePorts: [{ port: 5432, role: 'data' }],
    hasHealthCheck: true,
    dropsRoot: true,
    sources: ['immich-app/base-images postgres/Dockerfile'],
  },
  {
    name: 'MySQL',
    images: ['mysql'],
    kinds: ['datastore'],
    declaresVolume: true,
    secrets: [
      { name: 'MYSQL_ROOT_PASSWORD', file: 'MYSQL_ROOT_PASSWORD_FILE', both: 'stops' },
      { name: 'MYSQL_PASSWORD', file: 'MYSQL_PASSWORD_FILE', both: 'stops' },
    ],
    alsoFromFiles: ['MYSQL_USER', 'MYSQL_DATABASE', 'MYSQL_ROOT_HOST'],
    insecure: [emptyMysqlPassword, skipGrantTables],
    insidePorts: [
      { port: 3306, role: 'data' },
      { port: 33060, role: 'data' },
    ],
    healthChecks: [mysqlAlive],
    lacks: ['wget'],
    writable: ['/tmp', '/var/run/mysqld'],
    capabilities: ['CHOWN', 'DAC_OVERRIDE', 'SETGID', 'SETUID'],
    dataPaths: ['/var/lib/mysql'],
    dropsRoot: true,
    sources: [
      'docker-library/mysql 8.4/docker-entrypoint.sh',
      'docker-library/mysql 8.4/Dockerfile.oracle',
      'see dev.mysql.com/doc/refman/8.4/en/mysqladmin.html',
    ],
  },
  {
    // runs as the user mysql from the start: nothing to change the owner of
    name: 'Percona Server',
    images: ['percona', 'percona/percona-server'],
    kinds: ['datastore'],
    declaresVolume: true,
    secrets: [
      { name: 'MYSQL_ROOT_PASSWORD', file: 'MYSQL_ROOT_PASSWORD_FILE', both: 'stops' },
      { name: 'MYSQL_PASSWORD', file: 'MYSQL_PASSWORD_FILE', both: 'stops' },
    ],
    alsoFromFiles: ['MYSQL_USER', 'MYSQL_DATABASE', 'MYSQL_ROOT_HOST'],
    insecure: [emptyMysqlPassword, skipGrantTables],
    insidePorts: [
      { port: 3306, role: 'data' },
      { port: 33060, role: 'data' },
    ],
    healthChecks: [mysqlAlive],
    lacks: ['wget'],
    capabilities: [],
    dataPaths: ['/var/lib/mysql'],
    dropsRoot: true,
    sources: [
      'percona/percona-docker percona-server-8.0/ps-entry.sh',
      'percona/percona-docker percona-server-8.0/Dockerfile',
    ],
  },
  {
    // MYSQL_ROOT_PASSWORD itself may be the path of a file; there are no file variables
    name: 'MySQL Server (Oracle)',
    images: ['mysql/mysql-server'],
    kinds: ['datastore'],
    declaresVolume: true,
    secrets: [
      { name: 'MYSQL_ROOT_PASSWORD', file: null },
      { name: 'MYSQL_PASSWORD', file: null },
    ],
    insecure: [emptyMysqlPassword, skipGrantTables],
    insidePorts: [
      { port: 3306, role: 'data' },
      { port: 33060, to: 33061, role: 'data' },
    ],
    hasHealthCheck: true,
    dataPaths: ['/var/lib/mysql'],
    dropsRoot: true,
    sources: [
      'mysql/mysql-docker mysql-server/8.0/docker-entrypoint.sh',
      'mysql/mysql-docker mysql-server/8.0/Dockerfile',
    ],
  },
  {
    name: 'MariaDB',
    images: ['mariadb'],
    kinds: ['datastore'],
    declaresVolume: true,
    secrets: ['MARIADB_ROOT_PASSWORD', 'MARIADB_PASSWORD', 'MYSQL_ROOT_PASSWORD', 'MYSQL_PASSWORD'].map((name) => ({
      name,
      file: `${name}_FILE`,
      both: 'stops',
    })),
    alsoFromFiles: [
      'MYSQL_USER',
      'MYSQL_DATABASE',
      'MYSQL_ROOT_HOST',
      'MARIADB_USER',
      'MARIADB_DATABASE',
      'MARIADB_ROOT_HOST',
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
    writable: ['/tmp', '/run/mysqld'],
    capabilities: ['CHOWN', 'DAC_OVERRIDE', 'SETGID', 'SETUID'],
    dataPaths: ['/var/lib/mysql'],
    dropsRoot: true,
    sources: [
      'MariaDB/mariadb-docker docker-entrypoint.sh',
      'MariaDB/mariadb-docker 11.4/Dockerfile',
      'MariaDB/mariadb-docker 11.4/healthcheck.sh',
    ],
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
    dataPaths: ['/config'],
    dropsRoot: true,
    sources: ['linuxserver/docker-mariadb README.md'],
  },
  {
    name: 'SQL Server',
    images: ['mssql/server', 'microsoft/mssql-server-linux', 'azure-sql-edge'],
    kinds: ['datastore'],
    // whether MSSQL_SA_PASSWORD_FILE is read: reports contradict each other (microsoft/mssql-docker#672)
    secrets: [{ name: 'MSSQL_SA_PASSWORD' }, { name: 'SA_PASSWORD', file: null }],
    insidePorts: [{ port: 1433, role: 'data' }],
    dataPaths: ['/var/opt/mssql'],
    sources: [
      'microsoft/mssql-docker#326',
      'see learn.microsoft.com/sql/linux/sql-server-linux-docker-container-configure',
    ],
  },
  {
    name: 'Oracle Database',
    images: ['gvenzl/oracle-xe', 'gvenzl/oracle-free'],
    kinds: ['datastore'],
    secrets: [
      { name: 'ORACLE_PASSWORD', file: 'ORACLE_PASSWORD_FILE' },
      { name: 'APP_USER_PASSWORD', file: 'APP_USER_PASSWORD_FILE' },
    ],
    insidePorts: [
      { port: 1521, role: 'data' },
      { port: 5500, role: 'admin' },
    ],
    healthChecks: [
      { test: ['CMD', 'healthcheck.sh'], interval: '10s', timeout: '5s', retries: 10, startPeriod: '120s' },
    ],
    dataPaths: ['/opt/oracle/oradata'],
    dropsRoot: true,
    sources: ['gvenzl/oci-oracle-free README.md'],
  },
  {
    name: 'Oracle Database',
    images: ['database/free', 'database/express', 'database/enterprise'],
    kinds: ['datastore'],
    secrets: [{ name: 'ORACLE_PWD' }],
    insidePorts: [
      { port: 1521, role: 'data' },
      { port: 5500, role: 'admin' },
    ],
    hasHealthCheck: true,
    dataPaths: ['/opt/oracle/oradata'],
    dropsRoot: true,
    sources: ['oracle/docker-images OracleDatabase/SingleInstance/dockerfiles'],
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
        values: ['*'],
        risk: 'there is neither TLS nor a password',
      },
    ],
    insidePorts: [
      { port: 26257, role: 'data' },
      { port: 8080, role: 'admin' },
    ],
    dataPaths: ['/cockroach/cockroach-data', '/cockroach'],
    sources: ['compose files in use', 'see www.cockroachlabs.com/docs/stable/cockroach-start-single-node'],
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
    dataPaths: ['/var/lib/questdb'],
    sources: ['compose files in use'],
  },
];
