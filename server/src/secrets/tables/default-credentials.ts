/** Passwords a product ships, documents or shows in its samples; `words` name it in a key or in an image. */
export interface ProductDefault {
  readonly product: string;
  readonly words: readonly string[];
  readonly passwords: readonly string[];
}

/**
 * Known default passwords by product. Only products whose default is accepted over the network on a fresh installation, or whose
 * official image documentation uses the value in its sample (docker-library/docs, product documentation, image entrypoints).
 */
export const PRODUCT_DEFAULTS: readonly ProductDefault[] = [
  {
    product: 'PostgreSQL',
    words: ['POSTGRES', 'POSTGRESQL', 'PG', 'PGPASSWORD', 'POSTGIS', 'TIMESCALE'],
    passwords: ['postgres', 'mysecretpassword', 'postgresql', 'postgis'],
  },
  {
    product: 'MySQL',
    words: ['MYSQL', 'MARIADB', 'PERCONA'],
    passwords: ['root', 'mysql', 'mariadb', 'my-secret-pw', 'toor', 'my_cool_secret'],
  },
  {
    product: 'MongoDB',
    words: ['MONGO', 'MONGODB', 'ME'],
    passwords: ['mongo', 'mongodb', 'root', 'admin', 'pass', 'example'],
  },
  { product: 'Redis', words: ['REDIS', 'VALKEY', 'REQUIREPASS'], passwords: ['foobared', 'redis', 'redispassword'] },
  { product: 'RabbitMQ', words: ['RABBITMQ', 'RABBIT', 'AMQP'], passwords: ['guest', 'rabbitmq', 'bitnami', 'rabbit'] },
  {
    product: 'MinIO',
    words: ['MINIO', 'S3', 'RUSTFS'],
    passwords: ['minioadmin', 'minio123', 'minio', 'rustfsadmin', 'minio-root-password'],
  },
  {
    product: 'Elasticsearch',
    words: ['ELASTIC', 'ELASTICSEARCH', 'KIBANA', 'LOGSTASH'],
    passwords: ['elastic', 'kibana', 'elasticpassword'],
  },
  { product: 'OpenSearch', words: ['OPENSEARCH'], passwords: ['admin'] },
  { product: 'Grafana', words: ['GF', 'GRAFANA'], passwords: ['admin', 'grafana', 'foobar'] },
  { product: 'Keycloak', words: ['KEYCLOAK', 'KC'], passwords: ['admin', 'keycloak', 'admin123'] },
  { product: 'pgAdmin', words: ['PGADMIN'], passwords: ['admin', 'root', 'pgadmin', 'pgadmin4'] },
  { product: 'Airflow', words: ['AIRFLOW'], passwords: ['airflow'] },
  { product: 'Superset', words: ['SUPERSET'], passwords: ['superset', 'admin'] },
  { product: 'Neo4j', words: ['NEO4J'], passwords: ['neo4j'] },
  { product: 'ClickHouse', words: ['CLICKHOUSE'], passwords: ['clickhouse', 'default'] },
  { product: 'CouchDB', words: ['COUCHDB'], passwords: ['couchdb', 'admin'] },
  { product: 'ArangoDB', words: ['ARANGO', 'ARANGODB'], passwords: ['arangodb', 'somepassword', 'openSesame'] },
  { product: 'OrientDB', words: ['ORIENTDB'], passwords: ['rootpwd', 'root'] },
  { product: 'InfluxDB', words: ['INFLUXDB', 'INFLUX'], passwords: ['influxdb', 'admin', 'my-password'] },
  { product: 'Nexus', words: ['NEXUS'], passwords: ['admin123'] },
  { product: 'SonarQube', words: ['SONAR', 'SONARQUBE'], passwords: ['admin', 'sonar'] },
  { product: 'Zabbix', words: ['ZABBIX', 'ZBX'], passwords: ['zabbix'] },
  { product: 'Tomcat', words: ['TOMCAT'], passwords: ['tomcat', 's3cret'] },
  { product: 'ActiveMQ', words: ['ACTIVEMQ', 'ARTEMIS'], passwords: ['admin', 'artemis'] },
  {
    product: 'SQL Server',
    words: ['MSSQL', 'SA', 'SQLSERVER'],
    passwords: [
      'yourStrong(!)Password',
      'YourStrong@Passw0rd',
      'YourStrong!Passw0rd',
      'Password123',
      'P@ssw0rd',
      'Passw0rd',
    ],
  },
  { product: 'Oracle', words: ['ORACLE'], passwords: ['oracle', 'manager', 'tiger', 'change_on_install', 'welcome1'] },
  { product: 'WordPress', words: ['WORDPRESS', 'WP'], passwords: ['wordpress', 'somewordpress'] },
  { product: 'Nextcloud', words: ['NEXTCLOUD'], passwords: ['nextcloud'] },
  { product: 'Gitea', words: ['GITEA', 'FORGEJO'], passwords: ['gitea', 'forgejo'] },
  { product: 'Sentry', words: ['SENTRY'], passwords: ['sentry'] },
  { product: 'Temporal', words: ['TEMPORAL'], passwords: ['temporal'] },
  { product: 'Cassandra', words: ['CASSANDRA'], passwords: ['cassandra'] },
  { product: 'SurrealDB', words: ['SURREAL', 'SURREALDB'], passwords: ['root'] },
  { product: 'immudb', words: ['IMMUDB'], passwords: ['immudb'] },
  { product: 'listmonk', words: ['LISTMONK'], passwords: ['listmonk'] },
  { product: 'LDAP', words: ['LDAP', 'OPENLDAP', 'LLDAP'], passwords: ['admin', 'config', 'adminpassword'] },
  { product: 'Vault', words: ['VAULT'], passwords: ['root', 'myroot', 'dev-only-token'] },
  { product: 'Portainer', words: ['PORTAINER'], passwords: ['portainer'] },
  { product: 'Metabase', words: ['METABASE', 'MB'], passwords: ['metabase'] },
  { product: 'Hasura', words: ['HASURA'], passwords: ['myadminsecretkey', 'adminsecret', 'hasura'] },
  {
    product: 'Meilisearch',
    words: ['MEILI', 'MEILISEARCH'],
    passwords: ['masterKey', 'aSampleMasterKey', 'meilisearch'],
  },
  { product: 'Java keystore', words: ['KEYSTORE', 'TRUSTSTORE', 'JKS', 'CACERTS'], passwords: ['changeit'] },
];

/** User names of administrators; a password that repeats one is tried first. */
export const ADMIN_NAMES: ReadonlySet<string> = new Set([
  'admin',
  'root',
  'postgres',
  'sa',
  'guest',
  'user',
  'administrator',
  'superuser',
  'elastic',
  'neo4j',
]);
