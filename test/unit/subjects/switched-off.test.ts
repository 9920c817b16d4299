import { describe, expect, it } from 'vitest';
import { lintFiles, lintText } from '../../support/lint.ts';

/** The rules that say something of a text, without those that are not asked for. */
async function rulesIn(path: string, text: string, family: string): Promise<readonly string[]> {
  const findings = await lintText(path, text, { profile: 'strict' });
  return findings.map(({ rule }) => rule).filter((rule) => rule.startsWith(family));
}

const compose = (environment: Readonly<Record<string, string>>) =>
  `services:\n  shop:\n    image: acme/shop:1.0\n    ports: ["80:80"]\n    environment:\n${Object.entries(environment)
    .map(([name, value]) => `      ${name}: "${value}"\n`)
    .join('')}`;

describe('a password of a feature', () => {
  it.each([
    ['LDAP_ENABLED', 'false'],
    ['LDAP_ENABLE', '0'],
    ['ENABLE_LDAP', 'no'],
    ['USE_LDAP', 'off'],
    ['DISABLE_LDAP', 'true'],
    ['LDAP_DISABLED', 'yes'],
    ['LDAP_ENABLED', '${LDAP_ENABLED:-false}'],
  ])('that is off by %s=%s harms nobody', async (name, value) => {
    const password = { LDAP_ADMIN_PASSWORD: 'sunshine1' };
    expect(await rulesIn('compose.yml', compose({ ...password, [name]: value }), 'secret/')).toEqual([]);
    const env = (more: string) => `LDAP_ADMIN_PASSWORD=sunshine1\n${more}`;
    if (!value.startsWith('$')) expect(await rulesIn('.env', env(`${name}=${value}\n`), 'secret/')).toEqual([]);
    expect(await rulesIn('.env', env(''), 'secret/')).toEqual(['secret/weak']);
  });

  it.each([
    ['LDAP_ENABLED', 'true'],
    ['DISABLE_LDAP', 'false'],
    ['MAIL_ENABLED', 'false'],
  ])('that is not off by %s=%s is guessed', async (name, value) => {
    const text = compose({ LDAP_ADMIN_PASSWORD: 'sunshine1', [name]: value });
    expect(await rulesIn('compose.yml', text, 'secret/')).toEqual(['secret/weak']);
  });

  it('counts where another service has it on', async () => {
    const text = `${compose({ LDAP_PASSWORD: 'sunshine1', LDAP_ENABLED: 'true' })}  jobs:\n    image: acme/jobs:1.0\n    environment:\n      LDAP_ENABLED: "false"\n`;
    expect(await rulesIn('compose.yml', text, 'secret/')).toEqual(['secret/weak']);
  });

  it('counts for the last of equal keys in a .env file', async () => {
    const text = 'LDAP_ENABLED=false\nLDAP_PASSWORD=sunshine1\nLDAP_ENABLED=true\n';
    expect(await rulesIn('.env', text, 'secret/')).toEqual(['secret/weak']);
  });

  it.each([
    '[ldap]\nenabled = false\npassword = "sunshine1"\n',
    '[ldap]\nenable = false\n[ldap.bind]\npassword = "sunshine1"\n',
    '[server]\nldap_enabled = false\nldap_password = "sunshine1"\n',
    '[ldap]\ndisabled = true\npassword = "sunshine1"\n',
  ])('rests in a TOML table that is off: %j', async (text) => {
    expect(await rulesIn('shop.toml', text, 'secret/')).toEqual([]);
    const on = text.replace('= false', '= true').replace('disabled = true', 'disabled = false');
    expect(await rulesIn('shop.toml', on, 'secret/')).toEqual(['secret/weak']);
  });

  it('is a secret all the same where it is a real one', async () => {
    const real = compose({ LDAP_PASSWORD: 'kT9vQ2xLw8ZrB4nY6mHd', LDAP_ENABLED: 'false' });
    expect(await rulesIn('compose.yml', real, 'secret/')).toEqual(['secret/literal']);
  });
});

describe('a switch that says nothing', () => {
  it.each([
    ['an unset variable', '${LDAP_ENABLED}'],
    ['nothing', ''],
    ['a word of its own', 'sometimes'],
  ])('as %s leaves the password guessed', async (_, value) => {
    const text = compose({ LDAP_PASSWORD: 'sunshine1', LDAP_ENABLED: value });
    expect(await rulesIn('compose.yml', text, 'secret/')).toContain('secret/weak');
    const env = `LDAP_PASSWORD=sunshine1\nLDAP_ENABLED=${value}\n`;
    if (!value.startsWith('$')) expect(await rulesIn('.env', env, 'secret/')).toEqual(['secret/weak']);
  });
});

describe('what no client logs in with', () => {
  it.each([
    ['APP_ENABLED', 'APP_SECRET_KEY'],
    ['USE_SESSION', 'SESSION_SECRET'],
    ['MAIL_ENABLED', 'MAIL_SIGNING_KEY'],
    ['SHOP_ENABLED', 'SHOP_PASSWORD'],
  ])('counts beside %s=false: %s', async (name, secret) => {
    expect(await rulesIn('.env', `${name}=false\n${secret}=sunshine1\n`, 'secret/')).toEqual(['secret/weak']);
  });

  it('counts for the store that a .env file feeds as well', async () => {
    const files = {
      '.env': 'USE_POSTGRES=false\nPOSTGRES_PASSWORD=sunshine1\nUSE_LDAP=false\nLDAP_PASSWORD=sunshine1\n',
      'compose.yml':
        'services:\n  db:\n    image: postgres:17\n    ports: ["5432:5432"]\n    environment:\n      POSTGRES_PASSWORD: ${POSTGRES_PASSWORD}\n',
    };
    const weak = async (all: Readonly<Record<string, string>>) =>
      (await lintFiles({ files: all, path: '.env' })).findings.filter(({ rule }) => rule === 'secret/weak');
    expect(await weak(files)).toHaveLength(1);
    const directory = '  users:\n    image: osixia/openldap:1.5.0\n';
    expect(await weak({ ...files, 'compose.yml': files['compose.yml'] + directory })).toHaveLength(2);
  });

  it('counts at the store itself, not at a client of one elsewhere', async () => {
    const off = { REDIS_ENABLED: 'false', REDIS_PASSWORD: 'sunshine1' };
    expect(await rulesIn('compose.yml', compose(off), 'secret/')).toEqual([]);
    const store = '  cache:\n    image: redis:8.0\n    ports: ["6379:6379"]\n';
    expect(await rulesIn('compose.yml', compose(off) + store, 'secret/')).toContain('secret/weak');
    const own = compose(off).replace('acme/shop:1.0', 'bitnamilegacy/redis:7.4');
    expect(await rulesIn('compose.yml', own, 'secret/')).toContain('secret/weak');
  });
});

describe('protection that is off', () => {
  it.each([
    ['JWT_ENABLED', 'JWT_SECRET'],
    ['ME_CONFIG_BASICAUTH_ENABLED', 'ME_CONFIG_BASICAUTH_PASSWORD'],
    ['LDAP_BASIC_AUTH_ENABLED', 'LDAP_BASIC_AUTH_PASSWORD'],
    ['OAUTH_ENABLED', 'OAUTH_PASSWORD'],
    ['OIDC_ENABLED', 'OIDC_PASSWORD'],
    ['MAIL_SASL_ENABLED', 'MAIL_SASL_PASSWORD'],
    ['CSRF_ENABLED', 'CSRF_SECRET'],
    ['LDAP_TLS_ENABLED', 'LDAP_TLS_PASSWORD'],
    ['LDAP_LOGIN_ENABLED', 'LDAP_LOGIN_PASSWORD'],
  ])('by %s counts as on: %s', async (name, secret) => {
    expect(await rulesIn('.env', `${name}=false\n${secret}=sunshine1\n`, 'secret/')).toEqual(['secret/weak']);
  });

  it('has to be switched on, and then its password counts', async () => {
    const text = 'AUTH_ENABLED=false\nAUTH_ADMIN_PASSWORD=sunshine1\n';
    expect(await rulesIn('.env', text, 'secret/')).toEqual(['secret/weak']);
  });

  it.each([
    ['JWT_ENABLED', 'JWT_SECRET'],
    ['CSRF_ENABLED', 'CSRF_SECRET'],
  ])('by %s has to be given its key: %s', async (name, secret) => {
    const text = compose({ [name]: '${SWITCH}', [secret]: '${SECRET}' });
    expect(await rulesIn('compose.yml', text, 'secret/')).toEqual(['secret/unguarded']);
  });
});
