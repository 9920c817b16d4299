import { describe, expect, it } from 'vitest';
import { gradeSecret, type Verdict } from '../../../server/src/secrets/grade.ts';
import type { Purpose } from '../../../server/src/secrets/purpose.ts';

function verdict(
  value: string,
  purpose: Purpose = 'password',
  words: readonly string[] = [],
  name = 'APP_PASSWORD',
): Verdict {
  return gradeSecret(value, { purpose, name, words: new Set(words) }).verdict;
}

/** The n-th character repeated: test values of a length without writing them out. */
const HEX = '9f2c4e8a7b1d3f6059a8c7e4b2d1f0936e5a8b7c4d2f1e0a9b8c7d6e5f4a3b2c';

describe('one verdict a value', () => {
  const rows: readonly (readonly [Verdict, Purpose, readonly string[]])[] = [
    [
      'weak',
      'password',
      [
        'password',
        'P@ssw0rd!',
        'qwerty123',
        'letmein',
        'Summer2024!',
        '123456',
        '1q2w3e4r',
        'adminadmin',
        'hunter2hunter2',
        'secret',
        'abcabcabcabc',
        'aaaaaaaaaaaa',
      ],
    ],
    [
      'weak',
      'signing-key',
      [
        'supersecret',
        'insecure-secret-key-for-development',
        'my-very-long-jwt-secret-key',
        '0123456789abcdef0123456789abcdef',
        'dev-secret-key',
        'dragon-monkey-silver-coffee-winter-tiger',
      ],
    ],
    [
      'placeholder',
      'api-key',
      [
        'changeme',
        'CHANGE_ME_IN_PRODUCTION',
        'your-api-key',
        'yourapikeyhere',
        '<token>',
        '<64-hex-secret>',
        'xxxxxxxx',
        'sk-xxxxxxxxxxxx',
        '********',
        'TODO',
        'replace-with-real-key',
        'REPLACE_ME',
        '__REPLACE_ME__',
        '__CHANGEME__',
        '@CHANGE_ME@',
        '%FILL_IN%',
        '%%REPLACE_ME%%',
        '__PLACEHOLDER__',
        '[insert key]',
        'example',
        '00000000-0000-0000-0000-000000000000',
        'cambiame',
        'votre-cle-ici',
      ],
    ],
    [
      'not-judged',
      'password',
      [
        '${DB_PASSWORD}',
        '$DB_PASSWORD',
        '{{ vault.db }}',
        'op://vault/db/password',
        'vault:secret/data/db#password',
        '/run/secrets/db',
        './secrets/db.txt',
        '$2b$12$abcdefghijklmnopqrstuv',
        '$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA',
        'SCRAM-SHA-256$4096:c2FsdA==$x:y',
        '$apr1$abcdefgh$ijklmnop',
        '{SSHA}abcdefgh',
        'ENC[AES256_GCM,data:x]',
        'encrypted:abc',
        'true',
        'false',
        'arn:aws:secretsmanager:eu-west-1:1:secret:x',
        'projects/p/secrets/s',
        '$(openssl rand -hex 32)',
        '__DB_PASSWORD__',
        '__SET_INSTANCE__',
        '@DB_PASSWORD@',
        '%DB_PASSWORD%',
        '@{store:db}',
        '${{ secrets.DB }}',
        'env(DB_PASSWORD)',
        '{env.DB_PASSWORD}',
        '{$DB_PASSWORD}',
        '[[ .Password ]]',
        '1',
      ],
    ],
    ['strong', 'password', ['Vq7Lx2Kd9Rt4Zw8N', 'correct-horse-battery-staple', 'hook60yourXk29LmqChangeTw3']],
    ['strong', 'signing-key', [HEX, HEX.slice(0, 32)]],
    ['short', 'signing-key', ['k7Qx2mVb9Tz4Lp0R']],
    ['short', 'password', ['x9Kq2Lm7Z']],
    ['empty', 'password', ['', '   ', 'null', '""']],
  ];
  for (const [wanted, purpose, values] of rows) {
    for (const [i, value] of values.entries()) {
      it(`${wanted} ${purpose} ${i + 1}`, () => expect(verdict(value, purpose)).toBe(wanted));
    }
  }

  it('knows the default of the product that the key or the image names', () => {
    expect(verdict('guest', 'password', [], 'RABBITMQ_DEFAULT_PASS')).toBe('default');
    expect(
      gradeSecret('admin', {
        purpose: 'password',
        name: 'ADMIN_PASSWORD',
        image: 'docker.io/grafana/grafana:12.0.0',
        words: new Set(),
      }),
    ).toEqual({
      verdict: 'default',
      product: 'Grafana',
    });
    expect(verdict('guest')).toBe('weak');
  });

  it('counts the names around a value as words', () => {
    expect(verdict('zorblaxdb2024!')).toBe('strong');
    expect(verdict('zorblaxdb2024!', 'password', ['zorblax'])).toBe('weak');
  });
});
