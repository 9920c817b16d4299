import { describe, expect, it } from 'vitest';
import { ACCESS_NEEDS, documentedNeed } from '../../../../server/src/knowledge/images/host-access.ts';
import { majorVersion, parseImageName } from '../../../../server/src/knowledge/images/image-name.ts';
import {
  bothSet,
  declaresHealthCheck,
  healthCheckFor,
  IMAGES,
  imageFacts,
  insidePort,
  isKind,
  lacking,
} from '../../../../server/src/knowledge/images/lookup.ts';

describe('image names', () => {
  it.each([
    ['postgres', undefined, 'postgres', undefined, undefined],
    ['library/postgres:16', undefined, 'postgres', '16', undefined],
    ['docker.io/library/postgres:16@sha256:ab', 'docker.io', 'postgres', '16', 'sha256:ab'],
    ['public.ecr.aws/docker/library/redis:7', 'public.ecr.aws', 'redis', '7', undefined],
    ['localhost:5000/team/app:1', 'localhost:5000', 'team/app', '1', undefined],
    ['registry.example.com:5000/postgres', 'registry.example.com:5000', 'postgres', undefined, undefined],
    ['harbor.example.com/dockerhub/library/nginx:1.27', 'harbor.example.com', 'nginx', '1.27', undefined],
    ['ghcr.io/Immich-App/postgres:14', 'ghcr.io', 'immich-app/postgres', '14', undefined],
    ['mcr.microsoft.com/mssql/server:2022-latest', 'mcr.microsoft.com', 'mssql/server', '2022-latest', undefined],
  ])('%s', (image, registry, repository, tag, digest) => {
    expect(parseImageName(image)).toEqual({ registry, repository, tag, digest });
  });

  it.each(['', '  ', '$IMAGE', '$REG/app:1', 'two words'])('%j is no name', (image) => {
    expect(parseImageName(image)).toBeUndefined();
  });

  it.each([
    ['16.2-alpine', 16],
    ['v3', 3],
    ['7', 7],
    ['latest', undefined],
    ['alpine3.19', undefined],
    ['20240101', undefined],
    ['16beta', undefined],
    [undefined, undefined],
  ])('major version of %s is %s', (tag, major) => {
    expect(majorVersion(tag)).toBe(major);
  });
});

describe('image table', () => {
  it('knows at least fifty images and each repository once', () => {
    const repositories = IMAGES.flatMap((facts) => facts.images);
    expect(IMAGES.length).toBeGreaterThanOrEqual(50);
    expect(new Set(repositories).size).toBe(repositories.length);
  });

  it('names repositories in the form the look-up makes of them', () => {
    for (const image of IMAGES.flatMap((facts) => facts.images)) {
      expect(parseImageName(image)?.repository, image).toBe(image);
    }
  });

  it('has health checks a shell-less list form can run, with doubled dollars', () => {
    for (const check of IMAGES.flatMap((facts) => facts.healthChecks ?? [])) {
      expect(['CMD', 'CMD-SHELL']).toContain(check.test[0]);
      if (check.test[0] === 'CMD-SHELL') expect(check.test).toHaveLength(2);
      expect(check.test.join(' ').replaceAll('$$', '')).not.toContain('$');
    }
  });

  it('never calls a program in a health check that the image lacks', () => {
    for (const facts of IMAGES) {
      const words = (facts.healthChecks ?? []).flatMap((check) => check.test.join(' ').split(' '));
      for (const program of facts.lacks ?? []) expect(words, facts.name).not.toContain(program);
    }
  });

  it('names for every entry where its cells were read', () => {
    const place =
      /^(?:see )?(?:compose files in use|[\w.-]+\/[\w.-]+(?: [\w.*/-]+|#\d+)?|[\w-]+(?:\.[\w-]+)+\/[\w./-]+)$/;
    for (const facts of IMAGES) {
      expect(facts.sources.length, facts.name).toBeGreaterThan(0);
      for (const source of facts.sources) expect(source, facts.name).toMatch(place);
    }
  });

  it('lets no fix write a cell that rests on an unread page', () => {
    for (const facts of IMAGES) {
      if (facts.sources.some((source) => !source.startsWith('see '))) continue;
      const { healthChecks, lacks, hasHealthCheck, capabilities, writable, dataPaths } = facts;
      const cells = [healthChecks, lacks, hasHealthCheck, capabilities, writable, dataPaths, facts.credential?.give];
      expect(
        cells.filter((cell) => cell !== undefined),
        facts.name,
      ).toEqual([]);
      expect((facts.secrets ?? []).map((secret) => secret.file ?? undefined).filter(Boolean), facts.name).toEqual([]);
    }
  });

  it('says what happens with both forms only where the file form is known', () => {
    for (const secret of IMAGES.flatMap((facts) => facts.secrets ?? [])) {
      if (secret.both !== undefined) expect(typeof secret.file, secret.name).toBe('string');
      if (secret.fileVariableStops) expect(secret.file, secret.name).toBeNull();
    }
  });

  it('checks with a program the image brings along', () => {
    const programs = IMAGES.flatMap((facts) =>
      (facts.healthChecks ?? []).map(({ test }) => `${facts.images[0]} ${test[1]?.split(' ')[0]}`),
    );
    expect(programs).toMatchInlineSnapshot(`
      [
        "postgres pg_isready",
        "timescale/timescaledb-ha pg_isready",
        "mysql mysqladmin",
        "percona mysqladmin",
        "mariadb healthcheck.sh",
        "gvenzl/oracle-xe healthcheck.sh",
        "mongo mongosh",
        "mongo mongo",
        "clickhouse wget",
        "influxdb influx",
        "elasticsearch curl",
        "opensearchproject/opensearch curl",
        "getmeili/meilisearch curl",
        "redis redis-cli",
        "redis/redis-stack redis-cli",
        "valkey/valkey valkey-cli",
        "eqalpha/keydb keydb-cli",
        "rabbitmq rabbitmq-diagnostics",
        "zookeeper echo",
        "coreos/etcd etcdctl",
        "nginx curl",
        "registry wget",
        "minio/minio mc",
        "grafana/grafana wget",
        "prom/prometheus wget",
        "prom/alertmanager wget",
        "kibana curl",
        "wordpress curl",
        "gitea/gitea curl",
        "n8nio/n8n wget",
        "metabase/metabase curl",
        "mailserver/docker-mailserver ss",
        "ollama/ollama ollama",
        "dpage/pgadmin4 wget",
      ]
    `);
  });

  it('finds mirrors, legacy names and private registries', () => {
    expect(imageFacts('pgvector/pgvector:pg16')?.name).toBe('PostgreSQL');
    expect(imageFacts('quay.io/keycloak/keycloak:26')?.name).toBe('Keycloak');
    expect(imageFacts('docker.elastic.co/elasticsearch/elasticsearch:8.15.0')?.name).toBe('Elasticsearch');
    expect(imageFacts('lscr.io/linuxserver/mariadb')?.name).toBe('MariaDB (LinuxServer)');
    expect(imageFacts('registry.example.com/redis:7')?.name).toBe('Redis');
    expect(imageFacts('example/postgres-backup')).toBeUndefined();
    expect(imageFacts(undefined)).toBeUndefined();
  });

  it('answers by port and kind', () => {
    const mongo = imageFacts('mongo:7');
    expect(isKind(mongo, 'datastore')).toBe(true);
    expect(insidePort(mongo, 27018)?.role).toBe('data');
    expect(insidePort(mongo, 80)).toBeUndefined();
  });

  it('chooses the health check by version and tag', () => {
    expect(healthCheckFor('mongo:7')?.test[1]).toBe('mongosh');
    expect(healthCheckFor('mongo:4.4')?.test[1]).toBe('mongo');
    expect(healthCheckFor('mongo')?.test[1]).toBe('mongosh');
    expect(healthCheckFor('nginx:alpine-slim')).toBeUndefined();
    expect(healthCheckFor('influxdb:1.8')).toBeUndefined();
    expect(healthCheckFor('nobody/knows')).toBeUndefined();
  });

  it('knows which images check themselves', () => {
    expect(declaresHealthCheck('vaultwarden/server:1.32.0')).toBe(true);
    expect(declaresHealthCheck('netdata/netdata')).toBe(true);
    expect(declaresHealthCheck('prom/node-exporter')).toBe(false);
    expect(declaresHealthCheck('postgres:16')).toBe(false);
    expect(declaresHealthCheck(undefined)).toBe(false);
  });

  it('keeps images apart that share a name but not their ways', () => {
    expect(imageFacts('mysql/mysql-server:8.0')?.secrets?.[0]?.file).toBeNull();
    expect(declaresHealthCheck('mysql/mysql-server:8.0')).toBe(true);
    expect(imageFacts('percona:8.0')?.capabilities).toEqual([]);
    expect(imageFacts('bitnami/wordpress:6')?.healthChecks).toBeUndefined();
    expect(healthCheckFor('wordpress:6')?.port).toBe(80);
    expect(imageFacts('database/free:23')?.secrets?.[0]?.name).toBe('ORACLE_PWD');
    expect(healthCheckFor('gvenzl/oracle-free:23')?.test[1]).toBe('healthcheck.sh');
    expect(imageFacts('jboss/keycloak:16')?.secrets?.[0]?.file).toBe('KEYCLOAK_PASSWORD_FILE');
    expect(imageFacts('keycloak/keycloak:26')?.secrets?.every((secret) => secret.file === null)).toBe(true);
    expect(imageFacts('mongodb/mongodb-community-server:8')?.credential?.give).toBeUndefined();
    expect(imageFacts('bitnami/zookeeper:3.9')?.insecure?.map((setting) => setting.name)).toEqual([
      'ALLOW_EMPTY_PASSWORD',
      'ALLOW_ANONYMOUS_LOGIN',
    ]);
  });
});

it('offers no check in tags that lack its program', () => {
  expect(healthCheckFor('clickhouse/clickhouse-server:25.4-distroless')).toBeUndefined();
  expect(healthCheckFor('clickhouse/clickhouse-server:25.4')?.test[1]).toBe('wget');
  expect(healthCheckFor('prom/alertmanager:v0.31.0-distroless')).toBeUndefined();
  expect(healthCheckFor('minio/minio:RELEASE.2023-01-02T09-40-09Z')).toBeUndefined();
  expect(healthCheckFor('minio/minio:RELEASE.2024-10-13T13-34-11Z')?.test[1]).toBe('mc');
  expect(healthCheckFor('pgsty/minio:latest')).toBeUndefined();
  expect(healthCheckFor('coreos/etcd:v3.3.27')).toBeUndefined();
  expect(healthCheckFor('coreos/etcd:v3.5.17')?.test[1]).toBe('etcdctl');
  expect(healthCheckFor('opensearchproject/opensearch-dashboards:2')).toBeUndefined();
});

it('knows which programs are missing, by tag', () => {
  expect(lacking('portainer/portainer-ce:2.21.0')).toContain('sh');
  expect(lacking('portainer/portainer-ce:2.21.0-alpine')).toEqual([]);
  expect(lacking('cloudflare/cloudflared:2026.9.0')).toEqual(['curl']);
  expect(lacking('nobody/knows')).toEqual([]);
});

it.each([
  ['POSTGRES_PASSWORD_FILE', 'postgres:16', 'stops'],
  ['POSTGRES_USER_FILE', 'postgres:16', 'stops'],
  ['MYSQL_ROOT_PASSWORD_FILE', 'mariadb:11', 'stops'],
  ['ELASTIC_PASSWORD_FILE', 'elasticsearch:8.15.0', 'stops'],
  ['GF_SECURITY_ADMIN_PASSWORD__FILE', 'grafana/grafana:11', 'stops'],
  ['NEXTCLOUD_ADMIN_USER_FILE', 'nextcloud:30', 'stops'],
  ['ADMIN_TOKEN_FILE', 'vaultwarden/server:1.32.0', 'stops'],
  ['WORDPRESS_DB_PASSWORD_FILE', 'wordpress:6', 'file'],
  ['POSTGRESQL_PASSWORD_FILE', 'bitnami/postgresql:16', 'file'],
  ['DOCKER_INFLUXDB_INIT_USERNAME_FILE', 'influxdb:2.7', 'file'],
  ['WORDPRESS_DB_PASSWORD_FILE', undefined, 'file'],
  ['POSTGRES_PASSWORD_FILE', undefined, 'differs'],
  ['DB_PASSWORD_FILE', undefined, undefined],
  ['RABBITMQ_DEFAULT_PASS_FILE', 'rabbitmq:4', undefined],
  ['POSTGRES_PASSWORD_FILE', 'redis:7', undefined],
])('%s beside its variable in %s: %s', (variable, image, outcome) => {
  expect(bothSet(variable, image)).toBe(outcome);
});

describe('documented access to the host', () => {
  it('knows each image once, in the form the look-up makes of it', () => {
    const images = ACCESS_NEEDS.flatMap((row) => row.images);
    expect(new Set(images).size).toBe(images.length);
    for (const image of images) expect(parseImageName(image)?.repository, image).toBe(image);
  });

  it('names for every row an access and where it was read', () => {
    for (const row of ACCESS_NEEDS) {
      expect(row.access.length, row.images[0]).toBeGreaterThan(0);
      expect(row.source, row.images[0]).toMatch(
        /^(?:see )?(?:[\w.-]+\/[\w.-]+ [\w./*_-]+|[\w-]+(?:\.[\w-]+)+\/[\w./-]+)$/,
      );
      for (const access of row.essential) expect(row.access).toContain(access);
    }
  });

  it.each([
    ['docker', 'privileged', 'essential'],
    ['google/cadvisor', 'privileged', 'documented'],
    ['pihole/pihole', 'net-admin', 'documented'],
    ['pihole/pihole', 'privileged', undefined],
    ['nodered/node-red', 'privileged', undefined],
    ['nobody/knows', 'docker-socket', undefined],
    [undefined, 'docker-socket', undefined],
  ] as const)('%s and %s: %s', (image, access, need) => {
    expect(documentedNeed(image, access)).toBe(need);
  });
});
