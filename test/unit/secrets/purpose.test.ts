import { describe, expect, it } from 'vitest';
import { classifyKey, type Purpose } from '../../../server/src/secrets/purpose.ts';

const SECRETS: Readonly<Record<string, Purpose>> = {
  POSTGRES_PASSWORD: 'password',
  dbPassword: 'password',
  'spring.datasource.password': 'password',
  MYSQL_PWD: 'password',
  REDISCLI_AUTH: 'password',
  requirepass: 'password',
  rootpassword: 'password',
  DB_PASS: 'password',
  DB_PASSWORD_OLD: 'password',
  API_KEY_1: 'api-key',
  JWT_SECRET: 'signing-key',
  JWT_SECRET_KEY: 'signing-key',
  NEXTAUTH_SECRET: 'signing-key',
  SESSION_SECRET: 'signing-key',
  COOKIE_SECRET: 'signing-key',
  cookieSecret: 'signing-key',
  SECRET_KEY: 'app-secret',
  APP_SECRET: 'app-secret',
  DJANGO_SECRET_KEY: 'django-key',
  SECRET_KEY_BASE: 'rails-key-base',
  MASTER_KEY: 'master-key',
  ANGARABASE_TDE_MASTER_KEY_HEX: 'master-key',
  N8N_ENCRYPTION_KEY: 'encryption-key',
  BACKUP_ENCRYPTION_KEY: 'fernet-key',
  AIRFLOW__CORE__FERNET_KEY: 'fernet-key',
  STRIPE_SECRET_KEY: 'api-key',
  AWS_SECRET_ACCESS_KEY: 'api-key',
  OAUTH_CLIENT_SECRET: 'api-key',
  ADMIN_TOKEN: 'token',
  API_TOKEN_SALT: 'salt',
  VAPID_PRIVATE_KEY: 'private-key',
  CACHE_PASSWORD: 'password',
};

const NO_SECRETS = [
  'PASSWORD_FILE',
  'JWT_PUBLIC_KEY',
  'JWT_EXPIRATION_SECS',
  'TOKEN_TTL',
  'API_KEY_HEADER',
  'SECRET_NAME',
  'SECRETS_PATH',
  'PASSWORD_MIN_LENGTH',
  'STRIPE_PUBLISHABLE_KEY',
  'AWS_ACCESS_KEY_ID',
  'MAX_TOKENS',
  'ALLOW_EMPTY_PASSWORD',
  'MYSQL_RANDOM_ROOT_PASSWORD',
  'PRIMARY_KEY',
  'CACHE_KEY',
  'PASSWORD_RESET_TIMEOUT',
  'KEYSPACE',
  'TOKENIZER',
  'COMPASS',
  'PWD',
  'PASSENGER',
  'KEYBOARD',
  'RECAPTCHA_SITE_KEY',
  'JWT_ALGORITHM',
  'ACCESS_TOKEN_EXPIRE_MINUTES',
  'SESSION_COOKIE_SECURE',
  'TOKEN_ISSUER',
  'POSTGRES_USER',
  'DATABASE_NAME',
  'SECRET_KEY_ROTATION',
  'PASSWORD_HASHER',
  '',
  '___',
  'constructor',
  '__proto__',
];

describe('purpose of a key', () => {
  for (const [name, purpose] of Object.entries(SECRETS)) {
    it(`${name}: ${purpose}`, () => expect(classifyKey(name)).toEqual({ kind: 'secret', purpose }));
  }
  for (const name of NO_SECRETS) {
    it(`${name || 'an empty name'} is no secret`, () => expect(classifyKey(name).kind).not.toBe('secret'));
  }
});
