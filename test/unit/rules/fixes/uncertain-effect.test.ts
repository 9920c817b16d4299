import { describe, expect, it } from 'vitest';
import { withFixes } from '../../../../server/src/project/with-fixes.ts';
import { memoryProject } from '../../../support/lint.ts';
import { MemoryHost } from '../../../support/memory-host.ts';

type Files = Readonly<Record<string, string>>;

const PATH = 'docker-compose.yml';

/** The titles of the fixes of a rule in one file of a project. */
async function titlesOf(rule: string, files: Files, path = PATH): Promise<readonly string[]> {
  const { project } = memoryProject({ files, selection: { only: new Set([rule]) }, profile: 'all' });
  const { findings } = await withFixes(project, await project.check(MemoryHost.uri(path)));
  expect(findings.length, 'findings').toBeGreaterThan(0);
  return findings.flatMap(({ fixes }) => fixes.map(({ title }) => title));
}

const service = (lines: string, name = 'app') => `services:\n  ${name}:\n${lines.replace(/^/gm, '    ')}\n`;

describe('a development mode', () => {
  const mode = (more: string) => service(`image: acme/shop:1.0\n${more}environment:\n  NODE_ENV: development`);

  it('is set to production with the price in the title', async () => {
    const [title] = await titlesOf('env/development-mode', { [PATH]: mode('command: node server.js\n') });
    expect(title).toMatch(/^Set NODE_ENV to production \(.*weak secrets refused/);
  });

  it.each([
    'command: npm run start-watch\n',
    'command: npm run dev\n',
    'command: ["nodemon", "server.js"]\n',
    'command: node --inspect=0.0.0.0:9229 server.js\n',
    'command: uvicorn app:app --reload\n',
    'ports: ["9229:9229"]\n',
    'build:\n  context: .\n  target: development\n',
    'build:\n  context: .\n  args:\n    - NODE_ENV=development\n',
  ])('stays where the service is a developer’s in other ways: %j', async (more) => {
    expect(await titlesOf('env/development-mode', { [PATH]: mode(more) })).toEqual([]);
  });

  it.each([
    'node air-quality.js',
    'deploy-dev-tools-exporter',
    'node server.js --debugger-off',
  ])('is no developer’s start because a word looks like one: %s', async (command) => {
    expect(await titlesOf('env/development-mode', { [PATH]: mode(`command: ${command}\n`) })).toHaveLength(1);
  });
});

describe('a password that moves', () => {
  const db = [
    'services:',
    '  db:',
    '    image: postgres:17',
    '    environment:',
    '      POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:-password}',
    '  app:',
    '    image: acme/shop:1.0',
    '    environment:',
    '      DATABASE_URL: ${DATABASE_URL}',
    '      MODE: ${MODE}',
    '',
  ].join('\n');

  it('stays where the file that becomes .env logs in with it', async () => {
    const form = '# Copy this file to .env and change it\nDATABASE_URL=postgres://app:password@db/shop\nMODE=live\n';
    for (const name of ['dev.env', '.env.example', '.env.dev.example'])
      expect(await titlesOf('secret/weak', { [PATH]: db, [name]: form })).toEqual([]);
    const other = form.replace('password@', '${POSTGRES_PASSWORD}@');
    expect(await titlesOf('secret/weak', { [PATH]: db, 'dev.env': other })).not.toEqual([]);
    const noForm = form.replace('# Copy this file to .env and change it\n', '');
    expect(await titlesOf('secret/weak', { [PATH]: db, 'dev.env': noForm })).not.toEqual([]);
  });

  it.each([
    'acme',
    'ac!me',
    '!acme',
    'password',
  ])('stays where a script logs in with %s, and not with more', async (password) => {
    const text = (written: string) =>
      [
        'services:',
        '  broker:',
        '    image: acme/broker:1.0',
        '    environment:',
        `      BROKER_ROOT_PASSWORD: "${password}"`,
        '  setup:',
        '    image: acme/setup:1.0',
        `    command: ["login", "--password=${written}"]`,
        '',
      ].join('\n');
    const all = await titlesOf('secret/weak', { [PATH]: text(`${password}-2`) });
    expect(all).not.toEqual([]);
    expect(await titlesOf('secret/weak', { [PATH]: text(password) })).toEqual([]);
  });

  it('stays so however many env files stand beside, and where there are too many to read', async () => {
    const url = 'DATABASE_URL=postgres://app:password@db/shop\n';
    const beside = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`.env.a${i}`, 'X=1\n']));
    const form = { '.env.zlocal': `# Copy this file to .env\n${url}` };
    expect(await titlesOf('secret/weak', { [PATH]: db, ...beside(8), ...form })).toEqual([]);
    expect(await titlesOf('secret/weak', { [PATH]: db, ...beside(8), '.env.zlocal': url })).not.toEqual([]);
    expect(await titlesOf('secret/weak', { [PATH]: db, ...beside(80) })).toEqual([]);
  });

  it('makes no .env that people make from another file', async () => {
    const form = '# Copy this file to .env\nMODE=live\n';
    const both = await titlesOf('secret/weak', { [PATH]: db });
    expect(both.some((title) => title.startsWith('Move '))).toBe(true);
    const titles = await titlesOf('secret/weak', { [PATH]: db, 'dev.env': form });
    expect(titles).toHaveLength(1);
    expect(titles[0]).toMatch(/^Require POSTGRES_PASSWORD /);
  });

  it('stays where a script of the file logs in with it, however short it is', async () => {
    const text = [
      'services:',
      '  broker:',
      '    image: acme/broker:1.0',
      '    environment:',
      '      BROKER_ROOT_USERNAME: acme',
      '      BROKER_ROOT_PASSWORD: acme',
      '  setup:',
      '    image: curlimages/curl:8.10.1',
      '    command: |',
      '      sh -c \'curl -X POST http://broker/login -d "{\\"username\\":\\"acme\\",\\"password\\":\\"acme\\"}"\'',
      '',
    ].join('\n');
    expect(await titlesOf('secret/weak', { [PATH]: text })).toEqual([]);
    const other = text.replace('\\"password\\":\\"acme\\"', '\\"role\\":\\"acme\\"');
    expect(await titlesOf('secret/weak', { [PATH]: other })).not.toEqual([]);
  });

  const pooled = (store: string) =>
    [
      'services:',
      '  app:',
      '    image: acme/shop:1.0',
      '    environment:',
      '      SHOP_URL: postgres://shop:secretpassword@pool:6432/shop',
      '  pool:',
      '    build: .',
      store,
      '',
    ].join('\n');

  it('stays at a client whose server is a service that is told nothing', async () => {
    expect(await titlesOf('secret/weak', { [PATH]: pooled('    restart: always') })).toEqual([]);
  });

  it('goes to the mongo image’s only account and its clients at once', async () => {
    const text = [
      'services:',
      '  db:',
      '    image: mongo:8',
      '    environment:',
      '      MONGO_INITDB_ROOT_USERNAME: admin',
      '      MONGO_INITDB_ROOT_PASSWORD: secretpassword',
      '  app:',
      '    image: acme/shop:1.0',
      '    environment:',
      '      MONGO_DB_HOST: db',
      '      MONGO_DB_USER: admin',
      '      MONGO_DB_PASSWORD: secretpassword',
      '',
    ].join('\n');
    const { project } = memoryProject({ files: { [PATH]: text }, profile: 'all' });
    const { findings } = await withFixes(project, await project.check(MemoryHost.uri(PATH)));
    const weak = findings.filter(({ rule }) => rule === 'secret/weak');
    expect(weak).toHaveLength(2);
    for (const { fixes } of weak)
      for (const one of fixes) expect(one.edits().filter(({ uri }) => uri?.endsWith(PATH) !== false).length).toBe(2);
    const bare = text
      .replace('MODE', '')
      .replace('      MONGO_DB_HOST', '      URI: admin:secretpassword@db:27017\n      MONGO_DB_HOST');
    expect(await titlesOf('secret/weak', { [PATH]: bare })).toEqual([]);
  });

  it.each([
    ['puckel/docker-airflow:1.10.9', true],
    ['acme/page:1.0', false],
  ])('names who waits for a store with a login of its image’s own: %s', async (image, isNamed) => {
    const store = '  db:\n    image: postgres:17\n    environment:\n      POSTGRES_PASSWORD: secretpassword\n';
    const page = `  page:\n    image: ${image}\n    depends_on: [db]\n`;
    const titles = await titlesOf('secret/weak', { [PATH]: `services:\n${store}${page}` });
    expect(titles[0]?.includes('"page" is told no password here: give it the new one')).toBe(isNamed);
  });

  it('says which other service holds it under another name', async () => {
    const text = [
      'services:',
      '  search:',
      '    image: getmeili/meilisearch:v1.12',
      '    environment:',
      '      MEILI_MASTER_KEY: "<your-own-master-key>"',
      '  app:',
      '    image: acme/shop:1.0',
      '    environment:',
      '      MEILISEARCH_KEY: "<your-own-master-key>"',
      '',
    ].join('\n');
    const titles = await titlesOf('secret/placeholder', { [PATH]: text });
    expect(titles.some((title) => title.includes('"app" holds it as MEILISEARCH_KEY too: the same value there'))).toBe(
      true,
    );
  });
});

describe('a title', () => {
  const ports = (list: string, image = 'clickhouse/clickhouse-server:25.3') =>
    service(`image: ${image}\nrestart: always\nports: ${list}`);

  it('names the other open ports of a data store', async () => {
    const rule = 'compose/datastore-published';
    const titles = async (list: string) => (await titlesOf(rule, { [PATH]: ports(list) })).join('\n');
    expect(await titles('["8123:8123", "127.0.0.1:9000:9000"]')).not.toContain('open');
    expect(await titles('["8123:8123", "9009:9009"]')).toContain('; port 9009 stays open)');
    expect(await titles('["8123:8123", "9:9", "10:10", "11:11"]')).toContain('; ports 9, 10 and 1 more stay open)');
    expect(await titles('["8123:8123", "53:53", "53:53/udp"]')).toContain('; port 53 stays open)');
  });

  it('keeps the port of a page for administrators where no proxy shows the page', async () => {
    const page = `${ports('["8080:80"]', 'phpmyadmin:5.2').replace('    restart', '    depends_on: [db]\n    restart')}`;
    const db = '  db:\n    image: mysql:8.4\n    environment: { PMA_HOST: app }\n';
    const titles = await titlesOf('compose/admin-interface-published', { [PATH]: page + db });
    expect(titles).toEqual(['Bind port 8080 to 127.0.0.1 (clients outside this host lose access)']);
    const proxy = '  proxy:\n    image: traefik:3.2\n';
    expect(await titlesOf('compose/admin-interface-published', { [PATH]: page + proxy })).toHaveLength(2);
  });

  it.each([
    ['grafana/grafana:12.0.0', '3000', 'data from before keeps its account and password)'],
    ['mongo:8', '27017', 'data from before gets no such account)'],
    ['getmeili/meilisearch:v1.12', '7700', 'clients must log in)'],
  ])('of a first password of %s says what data from before has', async (image, port, end) => {
    const text = ports(`["${port}:${port}"]`, image);
    const [title] = await titlesOf('compose/missing-credentials', { [PATH]: text });
    expect(title).toContain(end);
  });

  it('of a version for a data store says that none goes below its data', async () => {
    const rule = 'compose/mutable-image-tag';
    const [store, page] = await Promise.all(
      ['postgres', 'nginx'].map((image) => titlesOf(rule, { [PATH]: ports('["80:80"]', image) })),
    );
    expect(store).toEqual(['Name a version (none below the one its data was written with)']);
    expect(page).toEqual(['Name a version']);
  });

  it('is not named for an image of a developer’s machine, which is built there', async () => {
    const text = ports('["80:80"]', 'acme/localnode');
    expect(await titlesOf('compose/mutable-image-tag', { [PATH]: text })).toEqual([]);
  });

  it('names the other addresses that stay plain', async () => {
    const text = service(
      'image: acme/shop:1.0\nenvironment:\n  PUBLIC_URL: http://shop.acme.dev\n  PUBLIC_SERVER_URL: http://shop.acme.dev/api\n  OTHER_URL: http://shop.acme.development',
    );
    const [title] = await titlesOf('env/plain-http-url', { [PATH]: text });
    expect(title).toContain('; PUBLIC_SERVER_URL names it with http as well)');
  });

  it('names the other settings of a database that stay off', async () => {
    const text = service('image: postgres:17\ncommand: postgres -c fsync=off -c full_page_writes=off');
    expect(await titlesOf('compose/unsafe-database-flag', { [PATH]: text })).toEqual([
      'Switch fsync on (writes take longer; full_page_writes stays off)',
      'Switch full_page_writes on (writes take longer; fsync stays off)',
    ]);
  });
});

describe('a health check', () => {
  it.each([
    ['DB_ROOT_PASSWORD', 0],
    ['MYSQL_ROOT_PASSWORD', 1],
  ])('is given a shell for $%s where the container has it', async (name, fixes) => {
    const text = service(
      `image: mysql:8.4\nenvironment: { MYSQL_ROOT_PASSWORD: "\${DB_ROOT_PASSWORD}" }\nhealthcheck:\n  test: ["CMD", "mysqladmin", "ping", "-p$$${name}"]`,
    );
    expect(await titlesOf('compose/broken-healthcheck', { [PATH]: text })).toHaveLength(fixes);
  });
});

describe('a setting whose effect is decided elsewhere', () => {
  it.each(['SANDBOX_ENABLE_SECCOMP: "false"', 'ALLOW_PLAINTEXT_LISTENER: "yes"'])('has no fix: %s', async (line) => {
    const text = service(`image: acme/shop:1.0\nenvironment:\n  ${line}`);
    expect(await titlesOf('env/protection-disabled', { [PATH]: text })).toEqual([]);
  });

  it('is filled in where only a person knows it, with a word that is no value', async () => {
    const text = service('image: acme/shop:1.0\nenvironment:\n  TRUSTED_PROXIES: "*"');
    const [title] = await titlesOf('env/permissive-proxies', { [PATH]: text });
    expect(title).toMatch(/^Name your proxies .*https links/);
  });

  it('says of a mail server that it encrypts only where the other one can', async () => {
    const env = 'MAIL_HOST=mail.example.org\nPOSTFIX_SMTP_TLS=false\n';
    const titles = await titlesOf('env/plaintext-transport', { '.env': env }, '.env');
    for (const title of titles) expect(title).toContain('to others mail still goes in clear text');
    expect(titles.length).toBeGreaterThan(0);
  });
});
