import { describe, expect, it } from 'vitest';
import { buildDotenv } from '../../../server/src/formats/dotenv/model/model.ts';
import { readDotenv } from '../../../server/src/formats/dotenv/read/read.ts';
import { noRelatedFiles } from '../../../server/src/formats/related-files.ts';
import { describeSecret } from '../../../server/src/secrets/describe.ts';
import { dotenvNamedValues } from '../../../server/src/subjects/dotenv/values.ts';

function described(line: string) {
  const model = buildDotenv(readDotenv(`${line}\n`), noRelatedFiles('file:///x/.env'), 'production');
  const [value] = dotenvNamedValues(model);
  if (value === undefined) throw new Error('one value expected');
  return describeSecret(value);
}

describe('what the hover says of a secret', () => {
  it('a strong one, masked', () => {
    const secret = described('JWT_SECRET=9f2c4e8a7b1d3f6059a8c7e4b2d1f0936e5a8b7c4d2f1e0a9b8c7d6e5f4a3b2c');
    expect(secret).toMatchObject({ purpose: 'signing key', expected: 'at least 32 random characters', isGood: true });
    expect(secret?.state).toMatch(/^\*{4} is fine/);
  });

  const states: readonly (readonly [string, string, boolean])[] = [
    ['DB_PASSWORD=letmein', '**** is weak', false],
    ['DB_PASSWORD=changeme', '**** is a placeholder', false],
    ['RABBITMQ_DEFAULT_PASS=guest', '**** is the default of RabbitMQ', false],
    ['JWT_SECRET=', 'is empty', false],
    ['JWT_SECRET=k7Qx2mVb9Tz4Lp0R', '**** is too short', false],
    ['DB_PASSWORD=op://vault/db/password', '**** says where the secret is', true],
    ['DB_PASSWORD=${OTHER}', 'comes from ${OTHER}', true],
    ['FERNET_KEY=k7Qx2mVb9Tz4Lp0Rk7Hx3mVc8Tz5Lq1Sx2mVb9Tz4Lp0R', '**** has a format its program refuses', false],
  ];
  for (const [index, [line, state, isGood]] of states.entries()) {
    it(`state ${index + 1}`, () => {
      const secret = described(line);
      expect(secret?.state.startsWith(state), secret?.state).toBe(true);
      expect(secret?.isGood).toBe(isGood);
    });
  }

  it('nothing about what is no secret', () => {
    expect(described('JWT_EXPIRATION=3600')).toBeUndefined();
    expect(described('SITE_URL=https://example.net')).toBeUndefined();
  });
});
