import type { ImageFacts, InsecureSetting, SecretVariable } from './image-facts.ts';

/** The values their scripts take for yes; `on` is none of them. */
const yes: readonly string[] = ['yes', 'true', '1'];

const emptyPassword: InsecureSetting = {
  effect: 'authentication',
  where: 'environment',
  name: 'ALLOW_EMPTY_PASSWORD',
  knownByName: true,
  values: yes,
  repair: 'no',
  risk: 'every client is let in without a password',
};

/** Their start scripts read X_FILE for the variables they list, and the file counts when both are set. */
function fromFiles(...names: readonly string[]): readonly SecretVariable[] {
  return names.map((name) => ({ name, file: `${name}_FILE`, both: 'file' }));
}

/** One publisher, one way: `bitnami/x` and the archive `bitnamilegacy/x`, root given up, data below `/bitnami`. */
function repackaged(name: string, products: readonly string[], facts: Omit<ImageFacts, 'name' | 'images'>): ImageFacts {
  return {
    name: `${name} (Bitnami)`,
    images: products.flatMap((product) => [`bitnami/${product}`, `bitnamilegacy/${product}`]),
    dropsRoot: true,
    ...facts,
  };
}

/** Their answer on X_FILE, for the whole catalogue. */
const FILE_VARIABLES = 'bitnami/bitnami-docker-keycloak#39';

function at(product: string, file: string): string {
  return `bitnami/containers bitnami/${product}/${file}`;
}

const scripts = (product: string): string => at(product, `rootfs/opt/bitnami/scripts/${product}-env.sh`);
const image = (product: string): string => at(product, 'Dockerfile');

const databases: readonly ImageFacts[] = [
  repackaged('PostgreSQL', ['postgresql', 'postgresql-repmgr'], {
    kinds: ['datastore'],
    secrets: fromFiles('POSTGRESQL_PASSWORD', 'POSTGRES_PASSWORD', 'POSTGRESQL_POSTGRES_PASSWORD'),
    insecure: [emptyPassword],
    insidePorts: [{ port: 5432, role: 'data' }],
    dataPaths: ['/bitnami/postgresql', '/bitnami'],
    sources: [scripts('postgresql')],
  }),
  repackaged('MySQL', ['mysql'], {
    kinds: ['datastore'],
    secrets: fromFiles('MYSQL_ROOT_PASSWORD', 'MYSQL_PASSWORD'),
    insecure: [{ ...emptyPassword, risk: 'root needs no password' }],
    insidePorts: [{ port: 3306, role: 'data' }],
    sources: [FILE_VARIABLES, image('mysql')],
  }),
  repackaged('MariaDB', ['mariadb', 'mariadb-galera'], {
    kinds: ['datastore'],
    secrets: fromFiles('MARIADB_ROOT_PASSWORD', 'MARIADB_PASSWORD'),
    insecure: [{ ...emptyPassword, risk: 'root needs no password' }],
    insidePorts: [{ port: 3306, role: 'data' }],
    sources: [scripts('mariadb'), image('mariadb')],
  }),
  repackaged('MongoDB', ['mongodb'], {
    kinds: ['datastore'],
    secrets: fromFiles('MONGODB_ROOT_PASSWORD', 'MONGODB_PASSWORD'),
    insecure: [emptyPassword],
    insidePorts: [{ port: 27017, role: 'data' }],
    dataPaths: ['/bitnami/mongodb', '/bitnami'],
    sources: [scripts('mongodb'), image('mongodb')],
  }),
  repackaged('Redis', ['redis', 'redis-cluster'], {
    kinds: ['cache', 'datastore'],
    secrets: fromFiles('REDIS_PASSWORD'),
    insecure: [emptyPassword],
    insidePorts: [{ port: 6379, role: 'data' }],
    sources: [scripts('redis')],
  }),
  repackaged('Valkey', ['valkey'], {
    kinds: ['cache', 'datastore'],
    secrets: fromFiles('VALKEY_PASSWORD'),
    insecure: [emptyPassword],
    insidePorts: [{ port: 6379, role: 'data' }],
    sources: [scripts('valkey'), image('valkey')],
  }),
  repackaged('KeyDB', ['keydb'], {
    kinds: ['cache', 'datastore'],
    secrets: fromFiles('KEYDB_PASSWORD'),
    insecure: [emptyPassword],
    insidePorts: [{ port: 6379, role: 'data' }],
    sources: [scripts('keydb'), image('keydb')],
  }),
  repackaged('Memcached', ['memcached'], {
    kinds: ['cache'],
    insidePorts: [{ port: 11211, role: 'data' }],
    sources: [image('memcached')],
  }),
  repackaged('CouchDB', ['couchdb'], {
    kinds: ['datastore'],
    insidePorts: [
      { port: 5984, role: 'data' },
      { port: 4369, role: 'cluster' },
      { port: 9100, role: 'cluster' },
    ],
    dataPaths: ['/bitnami/couchdb', '/bitnami'],
    sources: [image('couchdb')],
  }),
  repackaged('Cassandra', ['cassandra'], {
    kinds: ['datastore'],
    secrets: fromFiles('CASSANDRA_PASSWORD'),
    insidePorts: [
      { port: 9042, role: 'data' },
      { port: 7000, role: 'cluster' },
    ],
    dataPaths: ['/bitnami/cassandra', '/bitnami'],
    sources: [scripts('cassandra'), image('cassandra')],
  }),
  repackaged('Elasticsearch', ['elasticsearch'], {
    kinds: ['search', 'datastore'],
    secrets: fromFiles('ELASTICSEARCH_PASSWORD'),
    insidePorts: [
      { port: 9200, role: 'data' },
      { port: 9300, role: 'cluster' },
    ],
    dataPaths: ['/bitnami/elasticsearch', '/bitnami'],
    sources: [scripts('elasticsearch'), image('elasticsearch')],
  }),
  repackaged('Solr', ['solr'], {
    kinds: ['search', 'datastore'],
    secrets: fromFiles('SOLR_ADMIN_PASSWORD'),
    insidePorts: [{ port: 8983, role: 'data' }],
    dataPaths: ['/bitnami/solr', '/bitnami'],
    sources: [scripts('solr'), image('solr')],
  }),
];

const queues: readonly ImageFacts[] = [
  repackaged('RabbitMQ', ['rabbitmq'], {
    kinds: ['queue'],
    secrets: fromFiles('RABBITMQ_PASSWORD'),
    insidePorts: [
      { port: 5672, role: 'data' },
      { port: 15672, role: 'admin' },
      { port: 4369, role: 'cluster' },
      { port: 25672, role: 'cluster' },
    ],
    sources: [scripts('rabbitmq'), image('rabbitmq')],
  }),
  repackaged('Kafka', ['kafka'], {
    kinds: ['queue'],
    insidePorts: [{ port: 9092, role: 'data' }],
    sources: [image('kafka')],
  }),
  repackaged('ZooKeeper', ['zookeeper'], {
    kinds: ['coordination'],
    // ALLOW_ANONYMOUS_LOGIN until the newest builds, which ask for ALLOW_EMPTY_PASSWORD
    insecure: [
      emptyPassword,
      {
        effect: 'authentication',
        where: 'environment',
        name: 'ALLOW_ANONYMOUS_LOGIN',
        knownByName: true,
        values: yes,
        repair: 'no',
        risk: 'every client reads and writes the whole tree',
      },
    ],
    insidePorts: [
      { port: 2181, role: 'data' },
      { port: 2888, role: 'cluster' },
      { port: 3888, role: 'cluster' },
      { port: 8080, role: 'admin' },
    ],
    sources: [at('zookeeper', 'rootfs/opt/bitnami/scripts/libzookeeper.sh'), image('zookeeper')],
  }),
  repackaged('NATS', ['nats'], {
    kinds: ['queue'],
    insidePorts: [
      { port: 4222, role: 'data' },
      { port: 6222, role: 'cluster' },
      { port: 8222, role: 'admin' },
    ],
    sources: [image('nats')],
  }),
  repackaged('etcd', ['etcd'], {
    kinds: ['coordination', 'datastore'],
    secrets: fromFiles('ETCD_ROOT_PASSWORD'),
    insecure: [
      {
        effect: 'authentication',
        where: 'environment',
        name: 'ALLOW_NONE_AUTHENTICATION',
        values: yes,
        repair: 'no',
        risk: 'every client reads and writes every key',
      },
    ],
    insidePorts: [
      { port: 2379, role: 'data' },
      { port: 2380, role: 'cluster' },
    ],
    sources: [scripts('etcd'), at('etcd', 'rootfs/opt/bitnami/scripts/libetcd.sh'), image('etcd')],
  }),
];

const others: readonly ImageFacts[] = [
  repackaged('Web servers', ['nginx', 'haproxy', 'apache'], {
    kinds: ['reverse-proxy'],
    sources: [image('nginx'), image('haproxy'), image('apache')],
  }),
  repackaged('Kong', ['kong'], {
    kinds: ['reverse-proxy'],
    insidePorts: [
      { port: 8001, role: 'admin' },
      { port: 8444, role: 'admin' },
    ],
    sources: [image('kong')],
  }),
  repackaged('Consul', ['consul'], {
    kinds: ['coordination'],
    insidePorts: [
      { port: 8500, role: 'data' },
      { port: 8300, to: 8301, role: 'cluster' },
    ],
    sources: [image('consul')],
  }),
  repackaged('MinIO', ['minio'], {
    kinds: ['object-store', 'datastore'],
    secrets: [{ name: 'MINIO_ROOT_PASSWORD' }],
    insidePorts: [{ port: 9001, role: 'admin' }],
    dataPaths: ['/bitnami/minio/data', '/bitnami/minio', '/bitnami'],
    sources: [image('minio')],
  }),
  repackaged('Metrics and logs', ['grafana', 'prometheus', 'logstash'], {
    kinds: ['observability'],
    sources: [image('grafana'), image('prometheus'), image('logstash')],
  }),
  repackaged('Kibana', ['kibana'], {
    kinds: ['observability', 'admin-interface'],
    insidePorts: [{ port: 5601, role: 'admin' }],
    sources: [image('kibana')],
  }),
  repackaged('Node exporter', ['node-exporter'], {
    kinds: ['monitoring-agent'],
    insidePorts: [{ port: 9100, role: 'admin' }],
    sources: [image('node-exporter')],
  }),
  repackaged('Keycloak', ['keycloak'], {
    kinds: ['identity'],
    secrets: fromFiles('KEYCLOAK_PASSWORD'),
    sources: [FILE_VARIABLES, image('keycloak')],
  }),
  repackaged('OpenLDAP', ['openldap'], {
    kinds: ['identity', 'datastore'],
    secrets: fromFiles('LDAP_ADMIN_PASSWORD'),
    insidePorts: [{ port: 1389, role: 'data' }],
    sources: [image('openldap')],
  }),
  repackaged('Applications', ['wordpress', 'drupal', 'matomo', 'airflow'], {
    kinds: ['application'],
    sources: ['wordpress', 'drupal', 'matomo', 'airflow'].map(image),
  }),
  // starts as root and gives it up before it serves
  repackaged('Odoo', ['odoo'], {
    kinds: ['application'],
    sources: [at('odoo', 'rootfs/opt/bitnami/scripts/odoo/run.sh')],
  }),
  repackaged('Jenkins', ['jenkins'], {
    kinds: ['build-server', 'admin-interface'],
    insidePorts: [
      { port: 8080, role: 'admin' },
      { port: 50000, role: 'cluster' },
    ],
    dataPaths: ['/bitnami/jenkins', '/bitnami'],
    sources: [image('jenkins')],
  }),
  repackaged('phpMyAdmin', ['phpmyadmin'], {
    kinds: ['admin-interface'],
    insidePorts: [{ port: 8080, role: 'admin' }],
    sources: [image('phpmyadmin')],
  }),
];

/** What Bitnami builds in its own way: other variables, paths and users than the official images. */
export const bitnami: readonly ImageFacts[] = [...databases, ...queues, ...others];
