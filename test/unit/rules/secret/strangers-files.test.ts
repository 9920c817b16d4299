import { describe, expect, it } from 'vitest';
import { applyFix } from '../../../support/apply-fix.ts';
import { lintFiles, lintText } from '../../../support/lint.ts';

/** A database and the application that logs in at it, both with the same word. */
function pair(ports: string): string {
  return `services:
  db:
    image: postgres:17
${ports}    environment:
      POSTGRES_USER: shop
      POSTGRES_PASSWORD: sunshine1
  app:
    image: ghcr.io/acme/shop:1.0.0
    ports: ["8080:8080"]
    environment:
      DB_PASSWORD: sunshine1
`;
}

async function secrets(path: string, text: string, tracked?: boolean) {
  const findings = await lintText(path, text, tracked === undefined ? {} : { tracked: () => tracked });
  return findings.filter(({ rule }) => rule.startsWith('secret/'));
}

describe('one password at a database and its client', () => {
  it.each([
    ['    ports: ["5432:5432"]\n', 'high'],
    ['', 'medium'],
    ['    ports: ["127.0.0.1:5432:5432"]\n', 'low'],
  ])('has the severity of who reaches the database: %j is %s', async (ports, severity) => {
    const found = await secrets('compose.yml', pair(ports));
    expect(found.map((one) => [one.rule, one.severity])).toEqual([
      ['secret/weak', severity],
      ['secret/weak', severity],
    ]);
  });

  it.each([0, 1])('is required at both places, from whichever the fix is taken (%i)', async (index) => {
    const files = { 'compose.yml': pair('') };
    const found = await secrets('compose.yml', files['compose.yml']);
    const finding = found[index];
    if (finding === undefined) throw new Error('not reported');
    const fixed = applyFix(files, finding, 0)['compose.yml'] ?? '';
    expect(fixed).not.toContain('sunshine1');
    expect(fixed.match(/\$\{POSTGRES_PASSWORD:\?/g)).toHaveLength(2);
  });

  it('is not changed at the client alone where the server keeps its own default', async () => {
    const text = `services:
  broker:
    image: rabbitmq:4
  app:
    image: ghcr.io/acme/shop:1.0.0
    environment:
      AMQP_URL: amqp://guest:guest@broker:5672/
`;
    const found = await secrets('compose.yml', text);
    expect(found.map(({ rule, fixes }) => [rule, fixes.length])).toEqual([['secret/default-credential', 0]]);
  });
});

describe('values that nobody can make up here', () => {
  it.each([
    ['SMTP_PASSWORD', 'change-me'],
    ['EMAIL_TRANSPORT_DEFAULT_PASSWORD', 'your-password-here'],
    ['OPENVPN_PASSWORD', 'changeme'],
    ['STRIPE_SECRET_KEY', '<your key here>'],
  ])('%s with a placeholder is low and without a generator', async (name, value) => {
    const found = await secrets('.env', `${name}="${value}"\n`);
    expect(found.map(({ rule, severity, fixes }) => [rule, severity, fixes.length])).toEqual([
      ['secret/placeholder', 'low', 0],
    ]);
  });

  it('keeps the length that a comment demands, and names it', async () => {
    const text = '# Change it to a string of exactly 40 characters.\nAPI_AUTH_KEY=change-me-now\n';
    const [finding] = await secrets('.env', text);
    expect(finding?.fixes[0]?.title).toContain('40 letters and digits');
    if (finding === undefined) throw new Error('not reported');
    expect(applyFix({ '.env': text }, finding, 0)['.env']).toMatch(/API_AUTH_KEY="?[A-Za-z0-9]{40}"?\n/);
  });

  it('makes no key for everybody who copies a tracked file', async () => {
    const text = 'APP_NAME=shop\nAPP_KEY=\n';
    const fixes = async (tracked: boolean) => (await secrets('app.env', text, tracked)).flatMap((one) => one.fixes);
    expect(await fixes(true)).toEqual([]);
    expect(await fixes(false)).toHaveLength(1);
  });
});

describe('what a message says', () => {
  it.each([
    ['DB_PASSWORD=password\n', 'is a common password'],
    ['APP_NAME=shop\nSHOP_ADMIN_PASSWORD=shopadmin\n', 'repeats'],
    ['JWT_SECRET=Vq7Lx2Kd9Rt4Zw8N\n', 'a signing key needs'],
    ['API_ENCRYPTION_KEY=Vq7Lx2Kd9Rt4Zw8N\n', 'an encryption key needs'],
  ])('%j: %s', async (text, words) => {
    const found = await secrets('.env', text);
    expect(found.map(({ message }) => message).join('\n')).toContain(words);
  });

  it('names the product that checks the password', async () => {
    const text = 'services:\n  app:\n    image: nextcloud:30\n    environment:\n      POSTGRES_PASSWORD: nextcloud\n';
    const found = await secrets('compose.yml', text);
    expect(found).toHaveLength(1);
    expect(found[0]?.message).not.toContain('Nextcloud');
  });
});

it('brings the login form back together with the login', async () => {
  const files = {
    'compose.yml': `services:
  grafana:
    image: grafana/grafana:11.4.0
    ports: ["3000:3000"]
    environment:
      GF_AUTH_ANONYMOUS_ENABLED: "true"
      GF_AUTH_DISABLE_LOGIN_FORM: "true"
`,
  };
  const { findings } = await lintFiles({ files, path: 'compose.yml' });
  const finding = findings.find(({ rule }) => rule === 'env/authentication-disabled');
  if (finding === undefined) throw new Error('not reported');
  const fixed = applyFix(files, finding, 0)['compose.yml'];
  expect(fixed).toContain('GF_AUTH_ANONYMOUS_ENABLED: "false"');
  expect(fixed).toContain('GF_AUTH_DISABLE_LOGIN_FORM: "false"');
});
