import { describe, expect, it } from 'vitest';
import { formatFor, generateSecret, type SecretFormat } from '../../../server/src/secrets/generate.ts';
import { gradeSecret } from '../../../server/src/secrets/grade.ts';
import type { Purpose } from '../../../server/src/secrets/purpose.ts';
import { lintText } from '../../support/lint.ts';

const SHAPES: Readonly<Record<SecretFormat, RegExp>> = {
  'hex-16': /^[0-9a-f]{32}$/,
  'hex-32': /^[0-9a-f]{64}$/,
  'hex-64': /^[0-9a-f]{128}$/,
  fernet: /^[A-Za-z0-9_-]{43}=$/,
  'base64url-32': /^[A-Za-z0-9_-]{43}$/,
  laravel: /^base64:[A-Za-z0-9+/]{43}=$/,
  'characters-32': /^[A-Za-z0-9]{32}$/,
  'characters-50': /^[A-Za-z0-9]{50}$/,
};

const PURPOSES: readonly Purpose[] = [
  'password',
  'signing-key',
  'app-secret',
  'django-key',
  'laravel-key',
  'rails-key-base',
  'encryption-key',
  'master-key',
  'fernet-key',
  'token',
  'salt',
  'shared-secret',
];

describe('generated secrets', () => {
  for (const [format, shape] of Object.entries(SHAPES)) {
    it(`${format} has its form and never repeats`, () => {
      const made = new Set(Array.from({ length: 200 }, () => generateSecret(format as SecretFormat)));
      expect(made.size).toBe(200);
      for (const value of made) expect(value).toMatch(shape);
    });
  }

  it('base64 decodes to the bytes it should hold', () => {
    const fernet = generateSecret('fernet').replaceAll('-', '+').replaceAll('_', '/');
    expect(atob(fernet)).toHaveLength(32);
    expect(atob(generateSecret('laravel').slice('base64:'.length))).toHaveLength(32);
  });

  for (const purpose of PURPOSES) {
    it(`for a ${purpose} they are strong`, () => {
      for (let i = 0; i < 200; i++) {
        const value = generateSecret(formatFor(purpose).format);
        expect(gradeSecret(value, { purpose, name: 'X', words: new Set(['secret', 'password']) }).verdict).toBe(
          'strong',
        );
      }
    });
  }

  it.each([
    ['password', ['l9EqcDOCSuaO2NHheJEP', 'aEjycMHJxXxx'].join('')],
    ['password', ['cg4iQwiivW6wo3P7MV37', 'Dn2w71t0xxxx'].join('')],
    ['salt', ['3538871babe39608', '355089f461504323'].join('')],
  ] as const)('what looks like something by chance stays strong (%s)', (purpose, value) => {
    expect(gradeSecret(value, { purpose, name: 'X', words: new Set() }).verdict).toBe('strong');
  });

  it.each([
    'xxxx',
    'sk-xxxx',
    'my-key-XXXX.',
    'ghp_xxxxxxxxxxxxxxxxxxxx',
    '****',
    'abc....',
    `${'a1B'.repeat(8)}xxxxxxxxxx`,
  ])('%s is still to be filled in', (value) => {
    expect(gradeSecret(value, { purpose: 'password', name: 'X', words: new Set() }).verdict).toBe('placeholder');
  });

  it('a Laravel key is no address, whatever its first characters are', async () => {
    const key = `base64:${['//cWyr2VSzpfJyISJjJpiA00', 'ISDbqeXxyfZYyl5E+1k'].join('')}=`;
    expect(gradeSecret(key, { purpose: 'laravel-key', name: 'APP_KEY', words: new Set() }).verdict).toBe('strong');
    expect(await lintText('.env', `APP_KEY=${key}\n`)).toEqual([]);
  });
});
