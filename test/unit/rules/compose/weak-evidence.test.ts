import { describe, expect, it } from 'vitest';
import { lintText } from '../../../support/lint.ts';

const service = (lines: string): string => `services:\n  a:\n    ${lines.split('\n').join('\n    ')}\n`;

async function severityOf(path: string, lines: string, rule: string): Promise<string | undefined> {
  const findings = await lintText(path, service(lines), { profile: 'all' });
  return findings.find((finding) => finding.rule === rule)?.severity;
}

describe('what does not start needs no purpose', () => {
  const PATHS = ['docker-compose.yml', 'examples/store/docker-compose.yml', 'demo/docker-compose.yml'];

  it.each(PATHS)('an image that is gone weighs the same in %s', async (path) => {
    expect(await severityOf(path, 'image: minio/minio:latest', 'compose/discontinued-image')).toBe('medium');
  });

  it('while one that can still be pulled is lowered in an example', async () => {
    const lines = 'image: grafana/promtail:3.0.0\nports: ["9080:9080"]';
    const of = (path: string) => severityOf(path, lines, 'compose/discontinued-image');
    expect(await of('docker-compose.yml')).toBe('medium');
    expect(await of('examples/logs/docker-compose.yml')).toBe('low');
    expect(await of('deprecated/docker-compose.yml')).toBe('low');
  });

  it('a folder that PostgreSQL 18 refuses weighs the same in an example', async () => {
    const lines = 'image: postgres:18\nvolumes: [db:/var/lib/postgresql/data]';
    const of = (path: string) => severityOf(path, lines, 'compose/data-not-persisted');
    expect(await of('examples/store/docker-compose.yml')).toBe(await of('docker-compose.yml'));
  });
});

describe('a value left blank', () => {
  const of = (path: string, password: string) =>
    severityOf(path, `image: postgres:17\nenvironment:\n  ${password}`, 'compose/required-setting-missing');

  it('is to be filled in where the file is an example, and stops the start elsewhere', async () => {
    expect(await of('.examples/store/docker-compose.yml', 'POSTGRES_PASSWORD: ""')).toBe('low');
    expect(await of('.examples/store/docker-compose.yml', 'POSTGRES_USER: shop')).toBe('medium');
    expect(await of('docker-compose.yml', 'POSTGRES_PASSWORD: ""')).toBe('medium');
  });
});

describe('a folder that was put away', () => {
  it('lowers a console no more than the store beside it', async () => {
    const console = 'image: puckel/docker-airflow:1.10.4\nports: ["8080:8080"]';
    const store = 'image: redis:7.4\nports: ["6379:6379"]';
    const of = async (path: string) => [
      await severityOf(path, console, 'compose/admin-interface-published'),
      await severityOf(path, store, 'compose/datastore-published'),
    ];
    expect(await of('deprecated/docker-compose.yml')).toEqual(['high', 'high']);
    expect(await of('sandbox/docker-compose.yml')).toEqual(['low', 'high']);
    expect(await of('deprecated/sandbox/docker-compose.yml')).toEqual(['low', 'high']);
  });
});

describe('a store of a test run', () => {
  const of = (path: string, rest: string) =>
    severityOf(path, `image: mariadb:11.4\nports: ["33306:3306"]${rest}`, 'compose/datastore-published');

  it('rests where its data lies in memory', async () => {
    expect(await of('docker-compose.test.yml', '\ntmpfs: [/var/lib/mysql]')).toBeUndefined();
    expect(await of('docker-compose.test.yml', '\ntmpfs: [/tmp]')).toBe('low');
    expect(await of('docker-compose.yml', '\ntmpfs: [/var/lib/mysql]')).toBe('high');
  });
});

describe('a stand-in for a service of a cloud', () => {
  it.each([
    'image: softwaremill/elasticmq-native:1.6.11',
    'build: ./sqs',
    'image: roribio16/alpine-sqs:1.2.0',
  ])('is low on every port: %s', async (lines) => {
    const of = (port: string, rule: string) =>
      severityOf('docker-compose.yml', `${lines}\nhostname: sqs\nports: ["${port}"]`, rule);
    expect(await of('9324:9324', 'compose/datastore-published')).toBe('low');
    const rule = lines.startsWith('build') ? 'compose/datastore-published' : 'compose/admin-interface-published';
    expect(await of('9325:9325', rule)).toBe('low');
  });
});

describe('a patch release that its line left behind', () => {
  const of = (tag: string) =>
    severityOf('docker-compose.yml', `image: mysql:${tag}\nports: ["8989:3306"]`, 'compose/unsupported-version');

  it('is not in the middle of a move', async () => {
    expect(await of('8.0.21')).toBe('medium');
    expect(await of('8.0')).toBe('low');
    expect(await of('8.0.45')).toBe('low');
  });

  it('says that later fixes are missing, not that there were none', async () => {
    const [old] = await lintText('docker-compose.yml', service('image: mysql:8.0.21'), {
      selection: { only: new Set(['compose/unsupported-version']) },
    });
    expect(old?.message).toContain('misses later fixes');
  });
});

describe('a password of a store whose image a variable makes up', () => {
  const text = (ports: string) =>
    `services:\n  rabbitmq:\n    image: "\${RABBIT_IMAGE}:\${RABBIT_TAG}"\n    ports: ["${ports}"]\n    environment:\n      RABBITMQ_DEFAULT_USER: mill\n      RABBITMQ_DEFAULT_PASS: mill\n`;
  const of = async (ports: string) =>
    (await lintText('docker-compose.yml', text(ports))).find(({ rule }) => rule === 'secret/weak')?.severity;

  it('weighs as its published port does', async () => {
    expect(await of('5672:5672')).toBe('high');
    expect(await of('8080:8080')).toBe('medium');
  });
});

describe('a password in a defaults.env', () => {
  it('is low, and none is generated into the committed file', async () => {
    const [found] = await lintText('cache/defaults.env', 'CACHE_PASSWORD=secret\n');
    expect(found).toMatchObject({ rule: 'secret/weak', severity: 'low', fixes: [] });
  });
});
