import { describe, expect, it } from 'vitest';
import { editsOf } from '../../../../server/src/engine/lint.ts';
import { lintFiles } from '../../../support/lint.ts';

async function found(files: Readonly<Record<string, string>>, path: string, rule: string) {
  const { findings } = await lintFiles({ files, path, profile: 'all' });
  return findings.filter((finding) => finding.rule === rule);
}

const TWO_SERVERS = `services:
  orders-mysql:
    image: mysql:8.4
    environment:
      MYSQL_ROOT_PASSWORD: sunshine1
  orders-postgres:
    image: postgres:17
    environment:
      POSTGRES_PASSWORD: sunshine1
  stats:
    image: ghcr.io/acme/stats:5.1
    environment:
      STATS_DATABASE_HOST: orders-mysql
      STATS_DATABASE_USER: root
      STATS_DATABASE_PASSWORD: sunshine1
`;

const STORE = `services:
  db:
    image: mariadb:11
    environment:
      MARIADB_PASSWORD: sunshine1
  app:
    image: ghcr.io/acme/app:2.4.0
`;

describe('a password that another place holds too', () => {
  it('goes with the server its client names, as the account it names', async () => {
    const findings = await found({ 'compose.yml': TWO_SERVERS }, 'compose.yml', 'secret/weak');
    const titles = findings.map(({ fixes }) => fixes[0]?.title.split(' ')[1]);
    expect(titles).toEqual(['MYSQL_ROOT_PASSWORD', 'POSTGRES_PASSWORD', 'MYSQL_ROOT_PASSWORD']);
    const counts = findings.map((finding) => editsOf(finding, 0).length);
    expect(counts).toEqual([2, 1, 2]);
  });

  it.each([
    ['of the same server', 'DB_PASSWORD=sunshine1\n', true],
    ['of another server', 'REDIS_PASSWORD=sunshine1\n', false],
    ['with another value', 'DB_PASSWORD=moonlight1\n', false],
  ])('has no fix in an env file beside a Compose file that writes it: %s', async (_, env, isCopied) => {
    const files = { 'compose.yml': `${STORE}    env_file: .env\n`, '.env': env };
    const [finding] = await found(files, '.env', 'secret/weak');
    expect(finding?.fixes.length === 0).toBe(isCopied);
  });

  it.each([
    ['an env file of the client', '    env_file: app.env\n', { 'app.env': 'DB_PASSWORD=sunshine1\n' }, true],
    [
      'a mounted file',
      '    volumes: ["./users.toml:/etc/users.toml"]\n',
      { 'users.toml': 'password = "sunshine1"\n' },
      true,
    ],
    [
      'a mounted file with others',
      '    volumes: ["./users.toml:/etc/users.toml"]\n',
      { 'users.toml': 'password = "x"\n' },
      false,
    ],
  ])('has no fix at the store when it stands in %s', async (_, lines, files, isCopied) => {
    const all = { 'compose.yml': STORE + lines, ...files };
    const [finding] = await found(all, 'compose.yml', 'secret/weak');
    expect(finding?.fixes.length === 0).toBe(isCopied);
  });
});

describe('a secret that somebody else gives out', () => {
  it.each([
    ['.env', 'MAIL_PASSWORD=password\n', 'secret/weak'],
    ['.env', 'SHOP_OIDC_CLIENT_SECRET=ClientSecret\n', 'secret/weak'],
    ['.env', 'NGROK_AUTH_TOKEN=<your token>\n', 'secret/placeholder'],
    ['sink.toml', '[sink]\nurl = "https://warehouse.acme-eu.com"\npassword = "<password>"\n', 'secret/placeholder'],
  ])('is low and never made up: %s %s', async (path, text, rule) => {
    const [finding] = await found({ [path]: text }, path, rule);
    expect(finding).toMatchObject({ severity: 'low', fixes: [] });
  });

  it('is guessed at the server, when that runs on the same machine', async () => {
    const text = '[meta]\nendpoints = ["127.0.0.1:9191"]\npassword = "sunshine1"\n';
    const [finding] = await found({ 'app.toml': text }, 'app.toml', 'secret/weak');
    expect(finding).toMatchObject({ severity: 'low', fixes: [] });
  });
});

describe('a switch that needs something besides', () => {
  it.each([
    ['POSTGRES_HOST_AUTH_METHOD=trust\n', 0],
    ['POSTGRES_HOST_AUTH_METHOD=trust\nPOSTGRES_PASSWORD=Vq7Lx2Kd9Rt4Zw8N\n', 1],
    ['DISABLE_SECURITY_PLUGIN=true\n', 0],
    ['NACOS_AUTH_ENABLE=false\n', 1],
  ])('has a fix only when that is there: %s', async (text, fixes) => {
    const [finding] = await found({ '.env': text }, '.env', 'env/authentication-disabled');
    expect(finding?.fixes).toHaveLength(fixes);
  });
});
