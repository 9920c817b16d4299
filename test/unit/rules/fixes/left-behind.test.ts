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
    ports: ["5432:5432"]
    environment:
      POSTGRES_USER: shop
      POSTGRES_PASSWORD: shop
${services}`;

const service = (name: string, lines: string, image = 'acme/shop:1.0') =>
  `  ${name}:\n    image: ${image}\n${lines.replace(/^(?=.)/gm, '    ')}`;

describe('a new password of a database', () => {
  it('says which services depend on it and are told none', async () => {
    for (const title of await titlesOf(stack(service('web', 'depends_on: [db]\n'))))
      expect(title).toContain('; "web" is told no password here: give it the new one');
  });

  it.each([
    ['links', 'links: ["db:database"]\n'],
    ['its name in a command', 'command: ["serve", "--store", "db:5432"]\n'],
  ])('sees them by %s as well', async (_, lines) => {
    for (const title of await titlesOf(stack(service('web', lines))))
      expect(title).toContain('"web" is told no password here');
  });

  it('counts the workers of the same image behind them', async () => {
    const services = [
      service('web', 'depends_on: [db]\n'),
      service('worker', 'depends_on: [web]\n'),
      service('mail', 'depends_on: [web]\n', 'acme/mail:1.0'),
    ];
    for (const title of await titlesOf(stack(services.join(''))))
      expect(title).toContain('; "web" and 1 more are told no password here: give them the new one');
  });

  it.each([
    ['are told it', 'depends_on: [db]\nenvironment:\n  DB_HOST: db\n  DB_USER: shop\n  DB_PASSWORD: shop\n'],
    ['take it from elsewhere', 'depends_on: [db]\nenvironment:\n  DATABASE_URL: ${DATABASE_URL}\n'],
    ['get files', 'depends_on: [db]\nsecrets: [db_password]\n'],
    ['have settings nobody sees', 'depends_on: [db]\nenv_file: web.env\n'],
    ['wait for it and go on', 'command: ["./wait-for", "db:5432", "--", "nginx"]\n'],
    ['do not depend on it', ''],
  ])('says nothing of services that %s', async (_, lines) => {
    for (const title of await titlesOf(`${stack(service('web', lines))}secrets:\n  db_password:\n    file: ./p.txt\n`))
      expect(title).not.toContain('no password here');
  });

  it('says nothing of a page that asks a person for it', async () => {
    const text = stack(service('page', 'depends_on: [db]\n', 'adminer:5'));
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
