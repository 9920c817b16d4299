import { describe, expect, it } from 'vitest';
import { majorVersion, parseImageName } from '../../../../server/src/knowledge/images/image-name.ts';
import {
  declaresHealthCheck,
  healthCheckFor,
  IMAGES,
  imageFacts,
  insidePort,
  isKind,
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
});
