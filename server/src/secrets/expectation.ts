import type { Purpose } from './purpose.ts';

/** What a purpose asks of its value. Lengths in characters. */
export interface Expectation {
  /** Below this it is short. */
  readonly minimum: number;
  /** Guessing work in bits below which the value counts as weak. */
  readonly weakBits: number;
  /** The purpose in words, for messages. */
  readonly noun: string;
  /** What is expected, for the hover. */
  readonly wanted: string;
}

/** A noun with its article: `an API key`, `a token`. */
export function withArticle(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** Expectations by purpose. */
export function expectationOf(purpose: Purpose): Expectation {
  switch (purpose) {
    case 'signing-key':
      // HS256 needs a key of at least the hash's 256 bits: RFC 7518 section 3.2
      return { minimum: 32, weakBits: 56, noun: 'signing key', wanted: 'at least 32 random characters' };
    case 'app-secret':
      return {
        minimum: 32,
        weakBits: 56,
        noun: 'application secret',
        wanted: 'at least 32 random characters, better 50',
      };
    case 'django-key':
      // Django check security.W009: at least 50 characters and 5 unique ones
      return { minimum: 50, weakBits: 56, noun: 'Django secret key', wanted: 'at least 50 random characters' };
    case 'rails-key-base':
      // Plug refuses less than 64 bytes; `rails secret` prints 128 hex characters
      return { minimum: 64, weakBits: 56, noun: 'secret key base', wanted: 'at least 64 random characters' };
    case 'laravel-key':
      return { minimum: 16, weakBits: 56, noun: 'application key', wanted: '`base64:` and 32 random bytes' };
    case 'encryption-key':
      return { minimum: 32, weakBits: 56, noun: 'encryption key', wanted: '32 random bytes, as hex or base64' };
    case 'master-key':
      return { minimum: 32, weakBits: 56, noun: 'master key', wanted: '64 hex characters (32 random bytes)' };
    case 'fernet-key':
      return {
        minimum: 44,
        weakBits: 56,
        noun: 'Fernet key',
        wanted: 'urlsafe base64 of 32 random bytes (44 characters)',
      };
    case 'password':
      return { minimum: 12, weakBits: 36, noun: 'password', wanted: 'at least 12 characters that are no words' };
    case 'api-key':
      return { minimum: 16, weakBits: 36, noun: 'API key', wanted: 'the key as its provider gave it out' };
    case 'token':
      return { minimum: 16, weakBits: 36, noun: 'token', wanted: 'at least 16 random characters' };
    case 'salt':
      return { minimum: 16, weakBits: 36, noun: 'salt', wanted: 'at least 16 random characters' };
    case 'private-key':
      return { minimum: 0, weakBits: 36, noun: 'private key', wanted: 'a file only its program can read' };
    case 'shared-secret':
      return { minimum: 16, weakBits: 40, noun: 'secret', wanted: 'at least 16 random characters, better 32' };
  }
}
