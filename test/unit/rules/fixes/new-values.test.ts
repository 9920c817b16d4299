import { describe, expect, it } from 'vitest';
import { withFixes } from '../../../../server/src/project/with-fixes.ts';
import { applyFix } from '../../../support/apply-fix.ts';
import { memoryProject } from '../../../support/lint.ts';
import { MemoryHost } from '../../../support/memory-host.ts';

type Files = Readonly<Record<string, string>>;

const PATH = 'docker-compose.yml';

async function fixesOf(files: Files, path = PATH) {
  const { project } = memoryProject({ files, profile: 'recommended' });
  const { findings } = await withFixes(project, await project.check(MemoryHost.uri(path)));
  const secrets = findings.filter(({ rule }) => rule.startsWith('secret/'));
  expect(secrets.length, 'findings').toBeGreaterThan(0);
  return secrets.flatMap((finding) =>
    finding.fixes.map(({ title }, index) => ({ title, after: () => applyFix(files, finding, index) })),
  );
}

const titlesOf = async (files: Files, path?: string) => (await fixesOf(files, path)).map(({ title }) => title);

describe('a new value', () => {
  const service = (image: string, name: string, value = 'changeme') =>
    `services:\n  app:\n    image: ${image}\n    ports: ["80:80"]\n    environment:\n      ${name}: ${value}\n`;

  it.each([
    ['postgres:17', 'POSTGRES_PASSWORD', 'change it in an existing database and in clients elsewhere too'],
    ['quay.io/minio/minio:1.0', 'MINIO_ROOT_PASSWORD', 'clients elsewhere need the new one too'],
    ['grafana/grafana:12.0.0', 'GF_SECURITY_ADMIN_PASSWORD', 'change it in accounts and clients that exist too'],
    ['acme/shop:1.0', 'JWT_SECRET', 'existing sessions and tokens end; what else signs or checks with it needs it too'],
  ])('of %s %s says what keeps the old one', async (image, name, kept) => {
    const titles = await titlesOf({ [PATH]: service(image, name), '.gitignore': '.env\n' });
    const [required] = titles;
    expect(required).toContain(`Require ${name} from the environment (Compose refuses to start until it is set; `);
    for (const title of titles) expect(title).toContain(kept);
  });

  it('that only a profile needs stops the rest as well', async () => {
    const text = service('acme/shop:1.0', 'JWT_SECRET').replace('    ports', '    profiles: [extra]\n    ports');
    expect((await titlesOf({ [PATH]: text }))[0]).toContain(
      '(Compose refuses to start, without that profile too, until it is set;',
    );
  });

  it.each([
    ['gateway s3', false],
    ['minio gateway s3 https://s3.acme-shop.com', false],
    ['gateway azure', false],
    ['gateway gcs acme-project', true],
    ['gateway nas /data', true],
    ['server /data', true],
  ])('of MinIO with "%s" is made up only where the store is its own', async (command, isOwn) => {
    const text = service(`minio/minio:1.0\n    command: ${command}`, 'MINIO_ROOT_PASSWORD', 'my_secret_key');
    const titles = await titlesOf({ [PATH]: text, '.gitignore': '.env\n' });
    expect(titles.some((title) => title.includes('with a new value'))).toBe(isOwn);
  });

  it('of a store of its own leaves a gateway beside with the keys of its provider', async () => {
    const own = service('minio/minio:1.0\n    command: server /data', 'MINIO_ROOT_PASSWORD', 'my_secret_key');
    const gateway = own.replace('services:\n  app', '  gate').replace('server /data', 'minio gateway s3');
    const [first] = await fixesOf({ [PATH]: own + gateway, '.gitignore': '.env\n' });
    expect(first?.after()[PATH]).toContain(gateway);
  });

  it('of a mail account is its provider’s', async () => {
    const text = service('acme/shop:1.0', 'SMTP_PASSWORD', 'password');
    expect(await titlesOf({ [PATH]: text })).toEqual([
      'Require SMTP_PASSWORD from the environment (Compose refuses to start until it is set)',
    ]);
  });
});

describe('a new value in a .env file', () => {
  it.each([
    ['POSTGRES_PASSWORD', '; a database or account that exists keeps the old one'],
    ['REDIS_PASSWORD', ''],
    ['MINIO_ROOT_PASSWORD', ''],
  ])('of %s says what keeps the old one', async (name, kept) => {
    const titles = await titlesOf({ '.env': `${name}=changeme\n`, '.gitignore': '.env\n' }, '.env');
    expect(titles[0]).toContain(`(set the same value wherever it is used${kept})`);
  });

  it('names the other variable that gets it', async () => {
    const env = 'DB_PASSWORD=changeme\nMYSQL_PASSWORD=changeme\n';
    const [first] = await fixesOf({ '.env': env, '.gitignore': '.env\n' }, '.env');
    expect(first?.title).toMatch(/^Generate DB_PASSWORD, also for MYSQL_PASSWORD: /);
    const [one, two] = (first?.after()['.env'] ?? '').split('\n').map((line) => line.split('=')[1]);
    expect(one).toBe(two);
  });

  it('stays out of a login at another host', async () => {
    const env =
      'DB_HOST=db\nDB_USER=shop\nDB_PASSWORD=changeme\nMONGO_DB_HOST=mongo\nMONGO_DB_USER=shop\nMONGO_DB_PASSWORD=changeme\n';
    const [first] = await fixesOf({ '.env': env, '.gitignore': '.env\n' }, '.env');
    expect(first?.title).toMatch(/^Generate DB_PASSWORD: /);
    expect(first?.after()['.env']).toContain('MONGO_DB_PASSWORD=changeme\n');
  });

  it('of a hosted broker is the provider’s', async () => {
    const env = 'BROKER_HOSTED_USERNAME=CLUSTER_API_KEY\nBROKER_HOSTED_PASSWORD=CLUSTER_API_SECRET\n';
    expect(await titlesOf({ '.env': env }, '.env')).toEqual([]);
  });
});

describe('a password with a copy elsewhere', () => {
  const compose = `services:
  db:
    image: postgres:17
    ports: ["5432:5432"]
    environment:
      POSTGRES_PASSWORD: testpass
  app:
    image: acme/shop:1.0
    env_file: .env
`;

  it('stays where the template of a missing env file logs in with it', async () => {
    const template = 'DATABASE_URL=postgresql://postgres:testpass@db:5432/shop\n';
    expect(await titlesOf({ [PATH]: compose, '.env.example': template })).toEqual([]);
  });

  it('stays where an env file logs in with it', async () => {
    const env = 'DATABASE_URL=postgresql://postgres:testpass@db:5432/shop\n';
    expect(await titlesOf({ [PATH]: compose, '.env': env })).toEqual([]);
  });

  it('is required, and no env file of one line is made, where services take all of their settings from that file', async () => {
    const titles = await titlesOf({ [PATH]: compose, '.env.example': 'APP_NAME=shop\n' });
    expect(titles.some((title) => title.startsWith('Require POSTGRES_PASSWORD'))).toBe(true);
    expect(titles.filter((title) => title.includes('to .env'))).toEqual([]);
  });

  it('is changed at the clients of an object store too', async () => {
    const text = `services:
  store:
    image: quay.io/minio/minio:1.0
    ports: ["9000:9000"]
    environment:
      MINIO_ROOT_USER: minio
      MINIO_ROOT_PASSWORD: password
  app:
    image: acme/shop:1.0
    environment:
      AWS_ACCESS_KEY_ID: minio
      AWS_SECRET_ACCESS_KEY: password
      S3_ENDPOINT: http://store:9000
`;
    const [required] = await fixesOf({ [PATH]: text });
    expect(required?.after()[PATH]).not.toMatch(/: password/);
  });
});

describe('a password of the nodes of one store', () => {
  const node = (name: string) =>
    `  ${name}:\n    image: bitnamilegacy/postgresql-repmgr:16\n    ports: ["5432"]\n    environment:\n      POSTGRESQL_PASSWORD: hunter2\n`;
  const client = (name: string, host: string) =>
    `  ${name}:\n    image: acme/shop:1.0\n    environment:\n      DB_HOST: ${host}\n      DB_PASSWORD: hunter2\n`;

  it('changes at every node and every client, whichever finding the fix is of', async () => {
    const text = `services:\n${node('db1')}${node('db2')}${client('api', 'db1')}${client('jobs', 'db2')}`;
    const { project } = memoryProject({ files: { [PATH]: text }, profile: 'recommended' });
    const { findings } = await withFixes(project, await project.check(MemoryHost.uri(PATH)));
    const weak = findings.filter(({ rule, fixes }) => rule === 'secret/weak' && fixes.length > 0);
    expect(weak).toHaveLength(4);
    for (const finding of weak) expect(applyFix({ [PATH]: text }, finding, 0)[PATH]).not.toContain('hunter2');
  });
});

describe('a key that the Compose file of another part sets too', () => {
  const part = (name: string, key: string) =>
    `services:\n  ${name}:\n    image: acme/shop:1.0\n    environment:\n      - SIGNING_KEY=${key}\n`;

  it('is to be set there as well, and the titles say so', async () => {
    const files = (key: string) => ({
      [PATH]: part('web', 'changeme'),
      'docker-compose-worker.yml': part('worker', key),
      '.gitignore': '.env\n',
    });
    const titles = await titlesOf(files('changeme'));
    expect(
      titles
        .slice(0, 2)
        .map((title) => title.endsWith('; docker-compose-worker.yml sets it too: the same value there)')),
    ).toEqual([true, true]);
    expect((await titlesOf(files('another-one'))).join()).not.toContain('the same value there');
  });
});

describe('the .env file', () => {
  it('takes no secret of a stack, which does not read it', async () => {
    const text = `services:
  db:
    image: postgres:17
    environment:
      POSTGRES_PASSWORD: postgres
    deploy:
      placement:
        constraints: [node.role == manager]
`;
    const titles = await titlesOf({ [PATH]: text, '.gitignore': '.env\n' });
    expect(titles.filter((title) => title.includes('to .env'))).toEqual([]);
  });

  it('gets no password for a gateway that its provider gives out', async () => {
    const text = 'APP_SMS=sms://username:password@gateway\nDB_PASSWORD=changeme\n';
    const titles = await titlesOf({ '.env': text }, '.env');
    expect(titles.filter((title) => title.includes('APP_SMS'))).toEqual([]);
  });
});
