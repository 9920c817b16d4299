import type { HealthCheck, ImageFacts, InsecureSetting } from './image-facts.ts';

/** Without `-e`, redis-cli ends with 0 on any reply, `NOAUTH` included: the check needs no password. */
function ping(client: string): HealthCheck {
  return { test: ['CMD', client, 'ping'], interval: '10s', timeout: '5s', retries: 5, startPeriod: '10s' };
}

const protectedModeOff: InsecureSetting = {
  effect: 'authentication',
  where: 'command',
  name: '--protected-mode',
  values: ['no'],
  risk: 'clients from everywhere are let in without a password',
};

const bitnamiEmptyPassword: InsecureSetting = {
  effect: 'authentication',
  where: 'environment',
  name: 'ALLOW_EMPTY_PASSWORD',
  knownByName: true,
  values: ['yes', 'true', '1', 'on'],
  repair: 'no',
  risk: 'every client is let in without a password',
};

const openRedis = {
  variables: [
    'REDIS_PASSWORD',
    'REDIS_PASSWORD_FILE',
    'REDIS_ARGS',
    'VALKEY_PASSWORD',
    'KEYDB_PASSWORD',
    'VALKEY_EXTRA_FLAGS',
  ],
  flags: ['--requirepass', '--aclfile', '--user', '--include'],
  configArguments: ['.conf', '.acl'],
  configPaths: ['/usr/local/etc', '/etc/redis', '/redis.conf', '/redis-stack.conf', '/etc/valkey'],
  without: 'no password, protected mode off',
} as const;

const redisNeed = {
  ...openRedis,
  give: { command: ['redis-server', '--requirepass', 'REDIS_PASSWORD'] },
} as const;

/** In-memory stores and message queues. Facts: docker-library/docs, docker-library/rabbitmq, vendors' container pages. */
export const cachesAndQueues: readonly ImageFacts[] = [
  {
    name: 'Redis',
    images: ['redis'],
    kinds: ['cache', 'datastore'],
    insecure: [protectedModeOff],
    credential: redisNeed,
    insidePorts: [
      { port: 6379, role: 'data' },
      { port: 16379, role: 'cluster' },
      { port: 26379, role: 'data' },
      { port: 8001, role: 'admin' },
    ],
    healthChecks: [ping('redis-cli')],
    lacks: ['curl'],
    limits: { memory: '256M', cpus: '0.5' },
    writable: [],
    capabilities: ['CHOWN', 'SETGID', 'SETUID'],
    dropsRoot: true,
  },
  {
    name: 'Redis with modules',
    images: [
      'redis/redis-stack',
      'redis/redis-stack-server',
      'redislabs/redis',
      'redislabs/rejson',
      'redislabs/redismod',
      'falkordb/falkordb',
    ],
    kinds: ['cache', 'datastore'],
    insecure: [protectedModeOff],
    credential: openRedis,
    insidePorts: [
      { port: 6379, role: 'data' },
      { port: 8001, role: 'admin' },
    ],
    healthChecks: [ping('redis-cli')],
    limits: { memory: '512M', cpus: '0.5' },
  },
  {
    name: 'Valkey',
    images: ['valkey/valkey', 'valkey/valkey-bundle'],
    kinds: ['cache', 'datastore'],
    insecure: [protectedModeOff],
    credential: { ...redisNeed, give: { command: ['valkey-server', '--requirepass', 'VALKEY_PASSWORD'] } },
    insidePorts: [{ port: 6379, role: 'data' }],
    healthChecks: [ping('valkey-cli')],
    lacks: ['curl'],
    limits: { memory: '256M', cpus: '0.5' },
    writable: [],
    capabilities: ['CHOWN', 'SETGID', 'SETUID'],
    dropsRoot: true,
  },
  {
    name: 'KeyDB',
    images: ['eqalpha/keydb'],
    kinds: ['cache', 'datastore'],
    insecure: [protectedModeOff],
    credential: {
      ...redisNeed,
      configPaths: ['/etc/keydb'],
      give: { command: ['keydb-server', '/etc/keydb/keydb.conf', '--requirepass', 'KEYDB_PASSWORD'] },
    },
    insidePorts: [{ port: 6379, role: 'data' }],
    healthChecks: [ping('keydb-cli')],
    limits: { memory: '256M', cpus: '0.5' },
  },
  {
    name: 'Dragonfly',
    images: ['dragonflydb/dragonfly'],
    kinds: ['cache', 'datastore'],
    credential: {
      variables: ['DFLY_requirepass', 'DFLY_PASSWORD'],
      flags: ['--requirepass', '--aclfile', '--flagfile'],
      without: 'no password',
    },
    insidePorts: [{ port: 6379, role: 'data' }],
    hasHealthCheck: true,
    limits: { memory: '512M', cpus: '1.0' },
  },
  {
    name: 'Redis (Bitnami)',
    images: [
      'bitnami/redis',
      'bitnamilegacy/redis',
      'bitnami/valkey',
      'bitnamilegacy/valkey',
      'bitnami/redis-cluster',
      'bitnami/keydb',
    ],
    kinds: ['cache', 'datastore'],
    secrets: [{ name: 'REDIS_PASSWORD', file: 'REDIS_PASSWORD_FILE' }],
    insecure: [bitnamiEmptyPassword],
    insidePorts: [{ port: 6379, role: 'data' }],
    limits: { memory: '256M', cpus: '0.5' },
    dropsRoot: true,
  },
  {
    name: 'Memcached',
    images: ['memcached', 'bitnami/memcached', 'bitnamilegacy/memcached'],
    kinds: ['cache'],
    insidePorts: [{ port: 11211, role: 'data' }],
    lacks: ['curl'],
    limits: { memory: '128M', cpus: '0.5' },
    writable: [],
    capabilities: [],
    dropsRoot: true,
  },
  {
    name: 'RabbitMQ',
    images: ['rabbitmq'],
    kinds: ['queue'],
    secrets: [
      // docker-entrypoint.sh lists them as deprecated and exits 1 since 3.9
      { name: 'RABBITMQ_DEFAULT_PASS', file: null, fileVariableStops: true },
      { name: 'RABBITMQ_DEFAULT_USER', file: null, fileVariableStops: true },
      { name: 'RABBITMQ_ERLANG_COOKIE' },
    ],
    credential: {
      variables: [
        'RABBITMQ_DEFAULT_PASS',
        'RABBITMQ_DEFAULT_PASS_FILE',
        'RABBITMQ_CONFIG_FILE',
        'RABBITMQ_CONFIG_FILES',
        'RABBITMQ_ADVANCED_CONFIG_FILE',
      ],
      configPaths: ['/etc/rabbitmq', '/opt/rabbitmq/etc'],
      without: 'the user guest with the password guest',
      give: { environment: ['RABBITMQ_DEFAULT_USER', 'RABBITMQ_DEFAULT_PASS'] },
    },
    insidePorts: [
      { port: 5672, role: 'data' },
      { port: 15672, role: 'admin' },
      { port: 4369, role: 'cluster' },
      { port: 25672, role: 'cluster' },
    ],
    healthChecks: [
      {
        test: ['CMD', 'rabbitmq-diagnostics', '-q', 'ping'],
        interval: '30s',
        timeout: '30s',
        retries: 3,
        startPeriod: '30s',
      },
    ],
    lacks: ['curl'],
    limits: { memory: '1G', cpus: '1.0' },
    dataPaths: ['/var/lib/rabbitmq'],
    dropsRoot: true,
  },
  {
    name: 'RabbitMQ (Bitnami)',
    images: ['bitnami/rabbitmq', 'bitnamilegacy/rabbitmq'],
    kinds: ['queue'],
    secrets: [{ name: 'RABBITMQ_PASSWORD', file: 'RABBITMQ_PASSWORD_FILE' }],
    insidePorts: [
      { port: 5672, role: 'data' },
      { port: 15672, role: 'admin' },
      { port: 4369, role: 'cluster' },
      { port: 25672, role: 'cluster' },
    ],
    limits: { memory: '1G', cpus: '1.0' },
    dropsRoot: true,
  },
  {
    name: 'Kafka',
    images: [
      'apache/kafka',
      'apache/kafka-native',
      'confluentinc/cp-kafka',
      'confluentinc/cp-server',
      'confluentinc/confluent-local',
      'wurstmeister/kafka',
      'bitnami/kafka',
      'bitnamilegacy/kafka',
    ],
    kinds: ['queue'],
    insidePorts: [
      { port: 9092, to: 9094, role: 'data' },
      { port: 29092, role: 'data' },
      { port: 9999, role: 'admin' },
    ],
    limits: { memory: '1G', cpus: '1.0' },
    dropsRoot: true,
  },
  {
    name: 'Redpanda',
    images: ['redpandadata/redpanda', 'vectorized/redpanda', 'redpanda/redpanda'],
    kinds: ['queue'],
    insidePorts: [
      { port: 9092, role: 'data' },
      { port: 19092, role: 'data' },
      { port: 9644, role: 'admin' },
      { port: 33145, role: 'cluster' },
    ],
    limits: { memory: '1G', cpus: '1.0' },
    dataPaths: ['/var/lib/redpanda/data', '/var/lib/redpanda'],
  },
  {
    name: 'ZooKeeper',
    images: [
      'zookeeper',
      'confluentinc/cp-zookeeper',
      'bitnami/zookeeper',
      'bitnamilegacy/zookeeper',
      'wurstmeister/zookeeper',
    ],
    kinds: ['coordination'],
    insecure: [
      {
        effect: 'authentication',
        where: 'environment',
        name: 'ALLOW_ANONYMOUS_LOGIN',
        knownByName: true,
        values: ['yes', 'true', '1', 'on'],
        repair: 'no',
        risk: 'every client reads and writes the whole tree',
      },
    ],
    insidePorts: [
      { port: 2181, role: 'data' },
      { port: 2888, role: 'cluster' },
      { port: 3888, role: 'cluster' },
    ],
    limits: { memory: '512M', cpus: '0.5' },
  },
  {
    name: 'NATS',
    images: ['nats', 'nats-streaming', 'bitnami/nats', 'synadia/nats-server'],
    kinds: ['queue'],
    insidePorts: [
      { port: 4222, role: 'data' },
      { port: 6222, role: 'cluster' },
      { port: 8222, role: 'admin' },
    ],
    limits: { memory: '256M', cpus: '0.5' },
    capabilities: [],
  },
  {
    name: 'Pulsar',
    images: ['apachepulsar/pulsar', 'apachepulsar/pulsar-all'],
    kinds: ['queue'],
    insidePorts: [
      { port: 6650, role: 'data' },
      { port: 8080, role: 'admin' },
    ],
    limits: { memory: '2G', cpus: '2.0' },
  },
  {
    name: 'Mosquitto',
    images: ['eclipse-mosquitto'],
    kinds: ['queue'],
    limits: { memory: '128M', cpus: '0.5' },
    dropsRoot: true,
  },
  {
    name: 'EMQX',
    images: ['emqx', 'emqx/emqx', 'emqx/emqx-enterprise'],
    kinds: ['queue'],
    secrets: [{ name: 'EMQX_DASHBOARD__DEFAULT_PASSWORD' }],
    insidePorts: [
      { port: 18083, role: 'admin' },
      { port: 4370, role: 'cluster' },
      { port: 5370, role: 'cluster' },
    ],
    limits: { memory: '512M', cpus: '1.0' },
    dropsRoot: true,
  },
  {
    name: 'etcd',
    images: ['coreos/etcd', 'etcd-development/etcd', 'etcd', 'bitnami/etcd', 'bitnamilegacy/etcd'],
    kinds: ['coordination', 'datastore'],
    insecure: [
      {
        effect: 'authentication',
        where: 'environment',
        name: 'ALLOW_NONE_AUTHENTICATION',
        values: ['yes', 'true', '1', 'on'],
        repair: 'no',
        risk: 'every client reads and writes every key',
      },
    ],
    insidePorts: [
      { port: 2379, role: 'data' },
      { port: 2380, role: 'cluster' },
    ],
    healthChecks: [
      {
        test: ['CMD', 'etcdctl', 'endpoint', 'health'],
        interval: '30s',
        timeout: '20s',
        retries: 3,
        startPeriod: '10s',
      },
    ],
    limits: { memory: '512M', cpus: '0.5' },
  },
  {
    name: 'Temporal',
    images: ['temporalio/auto-setup', 'temporalio/server'],
    kinds: ['queue'],
    insidePorts: [{ port: 7233, role: 'data' }],
    limits: { memory: '512M', cpus: '1.0' },
  },
];
