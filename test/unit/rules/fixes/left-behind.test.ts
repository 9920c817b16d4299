import { describe, expect, it } from 'vitest';
import { withFixes } from '../../../../server/src/project/with-fixes.ts';
import { memoryProject } from '../../../support/lint.ts';
import { MemoryHost } from '../../../support/memory-host.ts';

const PATH = 'docker-compose.yml';

async function titlesOf(text: string, rest: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  const { project } = memoryProject({
    files: { [PATH]: text, '.gitignore': '.env\n', ...rest },
    profile: 'recommended',
  });
  const { findings } = await withFixes(project, await project.check(MemoryHost.uri(PATH)));
  const titles = findings.filter(({ rule }) => rule.startsWith('secret/')).flatMap(({ fixes }) => fixes);
  expect(titles.length, 'fixes').toBeGreaterThan(0);
  return titles.map(({ title }) => title);
}

/** A database with a weak password, and services beside it. */
const stack = (services: string) => `services:
  db:
    image: postgres:17
    hostname: shopdb
    ports: ["5432:5432"]
    environment:
      POSTGRES_USER: shop
      POSTGRES_PASSWORD: shop
${services}`;

const service = (name: string, lines: string, image = 'acme/shop:1.0') =>
  `  ${name}:\n    image: ${image}\n${lines.replace(/^(?=.)/gm, '    ')}`;

describe('a new password of a database', () => {
  const HOST = 'environment:\n  STORE_ADDR: shopdb:5432\n';

  it('says which services log in there and are told none', async () => {
    for (const title of await titlesOf(stack(service('web', HOST))))
      expect(title).toContain('; "web" is told no password here: give it the new one');
  });

  it('sees them by its name in a command as well', async () => {
    for (const title of await titlesOf(stack(service('web', 'command: ["serve", "--store", "db:5432"]\n'))))
      expect(title).toContain('"web" is told no password here');
  });

  it('counts the workers of the same image behind them', async () => {
    const services = [
      service('web', HOST),
      service('worker', 'depends_on: [web]\n'),
      service('mail', 'depends_on: [web]\n', 'acme/mail:1.0'),
    ];
    for (const title of await titlesOf(stack(services.join(''))))
      expect(title).toContain('; "web" and 1 more are told no password here: give them the new one');
  });

  it('counts a worker of the image of a client that is told it', async () => {
    const services = [
      service('web', 'environment:\n  DB_HOST: db\n  DB_USER: shop\n  DB_PASSWORD: shop\n'),
      service('worker', 'depends_on: [db]\n'),
    ];
    for (const title of await titlesOf(stack(services.join(''))))
      expect(title).toContain('; "worker" is told no password here: give it the new one');
  });

  it.each([
    ['only wait for it', 'depends_on: [db]\n'],
    ['name it for their gate', 'depends_on: [db]\nenvironment:\n  WAIT_HOSTS: shopdb:5432\n'],
    ['use its name for something else', 'depends_on: [db]\nenvironment:\n  CACHE_DRIVER: shopdb\n'],
    ['may read it in a file', `${HOST}volumes: ["./app.yml:/app/application.yml:ro"]\n`],
    ['are told it', 'environment:\n  DB_HOST: db\n  DB_USER: shop\n  DB_PASSWORD: shop\n'],
    ['take it from elsewhere', `${HOST}  DATABASE_URL: \${DATABASE_URL}\n`],
    ['get files', `${HOST}secrets: [db_password]\n`],
    ['have settings nobody sees', `${HOST}env_file: web.env\n`],
    ['wait for it and go on', 'command: ["./wait-for", "db:5432", "--", "nginx"]\n'],
    ['do not depend on it', ''],
  ])('says nothing of services that %s', async (_, lines) => {
    for (const title of await titlesOf(`${stack(service('web', lines))}secrets:\n  db_password:\n    file: ./p.txt\n`))
      expect(title).not.toContain('no password here');
  });

  it('says nothing of a page that asks a person for it', async () => {
    const text = stack(service('page', HOST.replace('STORE_ADDR', 'ADMINER_DEFAULT_SERVER'), 'adminer:5'));
    for (const title of await titlesOf(text)) expect(title).not.toContain('no password here');
  });
});

describe('a new password at a client that reads it once', () => {
  const mongo = (image: string, variable: string) => `services:
  app:
    image: ${image}
    ports: ["8443:8443"]
    environment:
      ${variable}: changeme
`;

  it.each([
    ['lscr.io/linuxserver/unifi-network-application:9.0', 'MONGO_PASS', '/config/data/system.properties'],
    ['nextcloud:31', 'MYSQL_PASSWORD', '/var/www/html/config/config.php'],
    ['joomla:5', 'JOOMLA_DB_PASSWORD', '/var/www/html/configuration.php'],
    ['matomo:5', 'MATOMO_DATABASE_PASSWORD', '/var/www/html/config/config.ini.php'],
  ])('names the file in %s that keeps the old one', async (image, variable, file) => {
    for (const title of await titlesOf(mongo(image, variable)))
      expect(title).toContain(`; an installed "app" keeps the old one in ${file}`);
  });

  it('counts no service that shares the file', async () => {
    const app = 'environment:\n  POSTGRES_HOST: db\n  POSTGRES_USER: shop\n  POSTGRES_PASSWORD: shop\n';
    const services = [
      service('app', app, 'nextcloud:31'),
      service('cron', 'depends_on: [db]\nentrypoint: /cron.sh\n', 'nextcloud:31'),
    ];
    for (const title of await titlesOf(stack(services.join('')))) {
      expect(title).toContain('; an installed "app" keeps the old one in /var/www/html/config/config.php');
      expect(title).not.toContain('no password here');
    }
  });

  it('names none for an image that reads it at every start', async () => {
    for (const title of await titlesOf(mongo('wordpress:6', 'WORDPRESS_DB_PASSWORD')))
      expect(title).not.toContain('keeps the old one in');
  });
});
