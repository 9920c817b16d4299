import type { ImageFacts } from './image-facts.ts';

/** Message queues, brokers and what coordinates them. */
export const queues: readonly ImageFacts[] = [
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
      before: 'account',
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
    dataPaths: ['/var/lib/rabbitmq'],
    dropsRoot: true,
    sources: [
      'docker-library/rabbitmq docker-entrypoint.sh',
      'docker-library/rabbitmq 4.1/ubuntu/Dockerfile',
      'docker-library/rabbitmq 10-defaults.conf',
    ],
  },
  {
    name: 'Kafka',
    images: [
      'apache/kafka',
      'apache/kafka-native',
      'confluentinc/cp-kafka',
      'confluentinc/cp-server',
      'confluentinc/confluent-local',
    ],
    kinds: ['queue'],
    insidePorts: [
      { port: 9092, to: 9094, role: 'data' },
      { port: 29092, role: 'data' },
      { port: 9999, role: 'admin' },
    ],
    dropsRoot: true,
    sources: [
      'apache/kafka docker/jvm/Dockerfile',
      'see docs.confluent.io/platform/current/installation/docker/security.html',
    ],
  },
  {
    name: 'Kafka',
    images: ['wurstmeister/kafka'],
    kinds: ['queue'],
    insidePorts: [{ port: 9092, to: 9094, role: 'data' }],
    sources: ['see wurstmeister/kafka-docker README.md'],
  },
  {
    name: 'Redpanda',
    images: ['redpandadata/redpanda', 'vectorized/redpanda', 'redpanda/redpanda'],
    kinds: ['queue'],
    insidePorts: [
      { port: 9092, role: 'data' },
      { port: 9644, role: 'admin' },
      { port: 33145, role: 'cluster' },
    ],
    sources: [
      'docs.redpanda.com/24.1/deploy/deployment-option/self-hosted/manual/production/production-deployment',
      'see docs.redpanda.com/current/get-started/quick-start',
    ],
  },
  {
    name: 'ZooKeeper',
    images: ['zookeeper'],
    kinds: ['coordination'],
    insidePorts: [
      { port: 2181, role: 'data' },
      { port: 2888, role: 'cluster' },
      { port: 3888, role: 'cluster' },
      { port: 8080, role: 'admin' },
    ],
    healthChecks: [
      {
        // srvr is the one word that needs no permission
        test: ['CMD-SHELL', 'echo srvr | nc localhost 2181 | grep -q Mode'],
        interval: '30s',
        timeout: '10s',
        retries: 3,
        startPeriod: '30s',
        from: 3,
      },
    ],
    dropsRoot: true,
    sources: [
      '31z4/zookeeper-docker 3.9.3/docker-entrypoint.sh',
      '31z4/zookeeper-docker 3.9.3/Dockerfile',
      'docker-library/docs zookeeper/content.md',
    ],
  },
  {
    name: 'ZooKeeper',
    images: ['confluentinc/cp-zookeeper', 'wurstmeister/zookeeper'],
    kinds: ['coordination'],
    insidePorts: [
      { port: 2181, role: 'data' },
      { port: 2888, role: 'cluster' },
      { port: 3888, role: 'cluster' },
    ],
    sources: ['see zookeeper.apache.org/doc/current/zookeeperStarted.html'],
  },
  {
    name: 'NATS',
    images: ['nats', 'nats-streaming', 'synadia/nats-server'],
    kinds: ['queue'],
    insidePorts: [
      { port: 4222, role: 'data' },
      { port: 6222, role: 'cluster' },
      // CMD of the image names the configuration that opens it
      {
        port: 8222,
        role: 'admin',
        openedBy: ['-c', '--config', '-m', '--http_port', '-ms', '--https_port'],
      },
    ],
    capabilities: [],
    sources: ['nats-io/nats-docker 2.10.x/alpine3.20/Dockerfile'],
  },
  {
    name: 'Pulsar',
    images: ['apachepulsar/pulsar', 'apachepulsar/pulsar-all'],
    kinds: ['queue'],
    insidePorts: [
      { port: 6650, role: 'data' },
      { port: 8080, role: 'admin' },
    ],
    sources: [
      'pulsar.apache.org/docs/4.2.x/getting-started-docker',
      'see pulsar.apache.org/docs/next/getting-started-docker',
    ],
  },
  {
    name: 'Mosquitto',
    images: ['eclipse-mosquitto'],
    kinds: ['queue'],
    sources: ['see mosquitto.org/man/mosquitto-conf-5.html'],
  },
  {
    name: 'EMQX',
    images: ['emqx', 'emqx/emqx', 'emqx/emqx-enterprise'],
    kinds: ['queue'],
    secrets: [{ name: 'EMQX_DASHBOARD__DEFAULT_PASSWORD' }],
    insidePorts: [
      { port: 18083, role: 'admin' },
      { port: 4370, role: 'cluster' },
      { port: 5369, role: 'cluster' },
    ],
    dropsRoot: true,
    sources: ['emqx/emqx deploy/docker/Dockerfile'],
  },
  {
    name: 'etcd',
    images: ['coreos/etcd', 'etcd-development/etcd', 'etcd'],
    kinds: ['coordination', 'datastore'],
    insidePorts: [
      { port: 2379, role: 'data' },
      { port: 2380, role: 'cluster' },
    ],
    healthChecks: [
      {
        // before 3.4 etcdctl spoke the second version of the API, which has no endpoint command
        test: ['CMD', 'etcdctl', 'endpoint', 'health'],
        interval: '30s',
        timeout: '20s',
        retries: 3,
        startPeriod: '10s',
        from: 3,
        notTags: ['v3.0', 'v3.1', 'v3.2', 'v3.3'],
      },
    ],
    sources: ['etcd-io/etcd Dockerfile', 'see etcd.io/docs/v3.4/upgrades/upgrade_3_4'],
  },
  {
    name: 'Temporal',
    images: ['temporalio/auto-setup', 'temporalio/server'],
    kinds: ['queue'],
    insidePorts: [{ port: 7233, role: 'data' }],
    sources: ['see temporalio/docker-compose docker-compose.yml'],
  },
];
