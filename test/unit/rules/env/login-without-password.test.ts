import { describe, expect, it } from 'vitest';
import { lintFiles } from '../../../support/lint.ts';

/** Severity and message of each finding about a Redis without a password on a host. */
function said(host: string): Promise<readonly string[]> {
  return saidOf(`REDIS_HOST=${host}\nREDIS_PASSWORD=null\n`);
}

async function saidOf(text: string): Promise<readonly string[]> {
  const files = { '.env': text };
  const { findings } = await lintFiles({ files, path: '.env', tracked: () => true });
  return findings
    .filter(({ rule }) => rule === 'env/empty-password-allowed')
    .map(({ severity, message }) => `${severity}: ${message}`);
}

describe('an administrator without a password', () => {
  it.each([
    ['', 'is empty for DB_USERNAME root'],
    ['none', 'is none for DB_USERNAME root'],
  ])('with "%s" it %s', async (password, words) => {
    expect(await saidOf(`DB_HOST=db\nDB_USERNAME=root\nDB_PASSWORD=${password}\n`)).toEqual([
      expect.stringContaining(`DB_PASSWORD ${words}`),
    ]);
  });
});

describe('a client that logs in with nothing', () => {
  it.each(['203.0.113.7', '203.0.113.7:6379', '[2001:db8::7]:6379', '2001:db8::7'])('calls %s public', async (host) => {
    expect(await said(host)).toEqual([expect.stringMatching(/^high: .* the host public/)]);
  });

  it.each([
    'cache.acme-eu.com',
    'cache.acme-eu.com:6379',
    'redis.example.com',
  ])('says of the name %s only that others may reach it', async (host) => {
    expect(await said(host)).toEqual([expect.stringMatching(/^medium: .* whoever else reaches the host/)]);
  });

  it.each([
    'shop.abc123.0001.euc1.cache.amazonaws.com',
    'master.redis.service.consul',
    'redis.prod.svc.k8s.acme-eu.com',
    '10.0.0.7',
  ])('is silent about %s, in a private network', async (host) => {
    expect(await said(host)).toEqual([]);
  });
});
