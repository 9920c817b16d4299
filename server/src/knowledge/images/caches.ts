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

/** In-memory stores. */
export const caches: readonly ImageFacts[] = [
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
    writable: [],
    // DAC_OVERRIDE: find fails on the append only folder, which is its user's alone (umask 0077), and the entry point stops
    capabilities: ['CHOWN', 'DAC_OVERRIDE', 'SETGID', 'SETUID'],
    dropsRoot: true,
    sources: [
      'redis/docker-library-redis docker-entrypoint.sh',
      'docker-library/docs redis/content.md',
      'see redis.io/docs/latest/develop/tools/cli',
    ],
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
    sources: [
      'compose files in use',
      'see redis.io/docs/latest/operate/oss_and_stack/install/archive/install-stack/docker',
    ],
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
    writable: [],
    // DAC_OVERRIDE: as for Redis: find fails on the append only folder, which is its user's alone (umask 0077), and the entry point stops
    capabilities: ['CHOWN', 'DAC_OVERRIDE', 'SETGID', 'SETUID'],
    dropsRoot: true,
    sources: ['valkey-io/valkey-container docker-entrypoint.sh', 'see docker-library/docs valkey/content.md'],
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
    sources: ['compose files in use', 'see docs.keydb.dev/docs/docker-basics'],
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
    sources: [
      'dragonflydb/dragonfly tools/packaging/Dockerfile.ubuntu-prod',
      'see www.dragonflydb.io/docs/managing-dragonfly/flags',
    ],
  },
  {
    name: 'Memcached',
    images: ['memcached'],
    kinds: ['cache'],
    insidePorts: [{ port: 11211, role: 'data' }],
    lacks: ['curl'],
    writable: [],
    capabilities: [],
    dropsRoot: true,
    sources: ['docker-library/memcached alpine/Dockerfile'],
  },
];
