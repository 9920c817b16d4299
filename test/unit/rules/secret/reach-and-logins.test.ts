import { describe, expect, it } from 'vitest';
import { editsOf } from '../../../../server/src/engine/lint.ts';
import { lintFiles } from '../../../support/lint.ts';

async function found(files: Readonly<Record<string, string>>, path: string, rule: string) {
  const { findings } = await lintFiles({ files, path, profile: 'all' });
  return findings.filter((finding) => finding.rule === rule);
}

const STORE = `services:
  db:
    image: postgres:17
    ports: ["5432:5432"]
    environment:
      POSTGRES_PASSWORD: postgres
  app:
    image: ghcr.io/acme/app:2.4.0
    environment:
`;

describe('repairs of a password that two sides hold', () => {
  it.each([
    ['      DB_URL: postgres://postgres:postgres@db/app\n'],
    ['      APP_DBHOST: db\n      APP_DBPASS: postgres\n'],
    ['      SPRING_DATASOURCE_URL: jdbc:postgresql://db/app\n      SPRING_DATASOURCE_PASSWORD: postgres\n'],
  ])('change every copy: %s', async (client) => {
    const files = { 'compose.yml': STORE + client };
    const [finding] = await found(files, 'compose.yml', 'secret/default-credential');
    if (finding === undefined) throw new Error('no finding');
    expect(editsOf(finding, 0)).toHaveLength(2);
  });

  it.each([
    ['a client that goes on with its own default', '      APP_DBHOST: db\n'],
    ['a client that reads an env file', '      APP_DBHOST: db:5432\n    env_file: app.env\n'],
  ])('are not offered with %s', async (_, client) => {
    const files = { 'compose.yml': STORE + client };
    const [finding] = await found(files, 'compose.yml', 'secret/default-credential');
    expect(finding?.fixes).toEqual([]);
  });

  it('are offered beside an administration page, which asks a person', async () => {
    const page = '      ADMINER_DEFAULT_SERVER: db\n';
    const files = { 'compose.yml': STORE.replace('ghcr.io/acme/app:2.4.0', 'adminer:5') + page };
    const [finding] = await found(files, 'compose.yml', 'secret/default-credential');
    expect(finding?.fixes).not.toEqual([]);
  });
});

describe('the severity of a password that is guessed', () => {
  const URL = 'DATABASE_URL=postgres://postgres:postgres@HOST:5432/app\n';

  it.each([
    ['db.example.com', 'medium'],
    ['localhost', 'medium'],
    ['127.0.0.1', 'medium'],
  ])('at %s is %s', async (host, severity) => {
    const [finding] = await found({ '.env': URL.replace('HOST', host) }, '.env', 'secret/default-credential');
    expect(finding?.severity).toBe(severity);
  });

  it('is low where the store asks nobody', async () => {
    const text = STORE.replace('POSTGRES_PASSWORD: postgres', 'POSTGRES_HOST_AUTH_METHOD: trust');
    const files = { 'compose.yml': `${text}      DB_URL: postgres://postgres:postgres@db/app\n` };
    const [finding] = await found(files, 'compose.yml', 'secret/default-credential');
    expect(finding?.severity).toBe('low');
  });

  it.each([
    ['', 'medium'],
    ['    ports: ["3306:3306"]\n', 'high'],
  ])('in an env file follows what the project publishes: %j', async (ports, severity) => {
    const compose = `services:\n  db:\n    image: mariadb:11\n    env_file: .env\n${ports}`;
    const files = { '.env': 'MARIADB_ROOT_PASSWORD=secret\n', 'compose.yml': compose };
    const [finding] = await found(files, '.env', 'secret/weak');
    expect(finding?.severity).toBe(severity);
  });
});

describe('env/development-mode in an env file', () => {
  it.each([
    ['    environment: { NODE_ENV: production }\n', 'low'],
    ['    env_file: [.env]\n', 'medium'],
    ['    environment: { NODE_ENV: "${NODE_ENV}" }\n', 'medium'],
    ['    environment:\n      - NODE_ENV\n', 'medium'],
  ])('counts where a service gets it: %j', async (given, severity) => {
    const compose = `services:\n  app:\n    image: ghcr.io/acme/app:2.4.0\n${given}`;
    const files = { '.env': 'NODE_ENV=development\n', 'compose.yml': compose };
    const [finding] = await found(files, '.env', 'env/development-mode');
    expect(finding?.severity).toBe(severity);
  });
});
