/** A data store as the names of services, images and settings call it, and where it listens. */
export interface StoreProduct {
  /** For a message. */
  readonly name: string;
  /** What `subjects/secret/places.ts` calls the server that a password opens. */
  readonly id?: string;
  /** Beginnings of words that name it. */
  readonly words: readonly string[];
  /** Registered or default ports, those of its poolers and consoles with them. */
  readonly ports: readonly number[];
  /** Ports that many other programs use as well: they say something only where the product is known. */
  readonly sharedPorts?: readonly number[];
  /** Stands in for a service of a cloud: what it holds was made up for a test. */
  readonly isStandIn?: true;
  /** A password that says no more than `DB` may be for it. */
  readonly isDatabase?: true;
}

/** A port alone names no product; of those on one port the first whose words fit. */
export const STORE_PRODUCTS: readonly StoreProduct[] = [
  {
    name: 'PostgreSQL',
    id: 'postgres',
    words: ['postg', 'pg', 'psql', 'timescale', 'citus', 'patroni', 'spilo', 'pooler', 'odyssey', 'supavisor'],
    ports: [5432, 6432],
    isDatabase: true,
  },
  {
    name: 'MySQL',
    id: 'mysql',
    words: ['mysql', 'maria', 'percona', 'proxysql', 'maxscale', 'vitess', 'tidb'],
    ports: [3306],
    isDatabase: true,
  },
  { name: 'SQL Server', words: ['mssql', 'sqlserver', 'sqledge'], ports: [1433], isDatabase: true },
  { name: 'Oracle Database', words: ['oracle', 'oradb'], ports: [1521], isDatabase: true },
  {
    name: 'Redis',
    id: 'redis',
    words: ['redis', 'valkey', 'keydb', 'dragonfly', 'cache', 'sentinel', 'twemproxy', 'nutcracker', 'predixy'],
    ports: [6379, 22121],
  },
  { name: 'MongoDB', id: 'mongodb', words: ['mongo', 'ferretdb'], ports: [27017], isDatabase: true },
  { name: 'Memcached', words: ['memcache', 'cache'], ports: [11211] },
  { name: 'Cassandra', words: ['cassandra', 'scylla'], ports: [9042] },
  { name: 'OpenSearch', words: ['opensearch', 'opendistro'], ports: [9200] },
  { name: 'Elasticsearch', words: ['elastic', 'es', 'es01', 'es1'], ports: [9200] },
  { name: 'CouchDB', words: ['couch'], ports: [5984] },
  { name: 'etcd', words: ['etcd'], ports: [2379] },
  { name: 'Kafka', words: ['kafka', 'redpanda'], ports: [9092] },
  { name: 'RabbitMQ', id: 'rabbitmq', words: ['rabbit'], ports: [5672, 15672] },
  /** Answers the protocol of Amazon SQS and checks no signature (softwaremill/elasticmq README.md). */
  { name: 'ElasticMQ', words: ['sqs', 'elasticmq'], ports: [9324, 9325], isStandIn: true },
  { name: 'ZooKeeper', words: ['zookeeper'], ports: [2181] },
  { name: 'ClickHouse', id: 'clickhouse', words: ['clickhouse'], ports: [8123], sharedPorts: [9000] },
  { name: 'MinIO', id: 'minio', words: ['minio'], ports: [], sharedPorts: [9000] },
];

/** The ports a store listens on, by the name of `subjects/secret/places.ts`; `database` is any of them that a `DB_PASSWORD` may open. */
export function portsOfStore(id: string): readonly number[] {
  return STORE_PRODUCTS.filter((one) => (id === 'database' ? one.isDatabase === true : one.id === id)).flatMap(
    ({ ports, sharedPorts = [] }) => [...ports, ...sharedPorts],
  );
}
