import type { Purpose } from './purpose.ts';

/** Ways to write a fresh secret. All use only `A-Za-z0-9_-` (and `=`, in a Laravel key `+/:`): no quoting in shell, YAML, TOML or dotenv. */
export type SecretFormat =
  | 'hex-32'
  | 'hex-16'
  | 'hex-64'
  | 'fernet'
  | 'base64url-32'
  | 'laravel'
  /** Letters and digits, so many. */
  | `characters-${number}`;

/** The format that fits a purpose, and what to call it. */
export function formatFor(purpose: Purpose): { readonly format: SecretFormat; readonly label: string } {
  switch (purpose) {
    case 'fernet-key':
      return { format: 'fernet', label: 'Fernet key' };
    case 'laravel-key':
      return { format: 'laravel', label: 'Laravel key' };
    case 'master-key':
    case 'encryption-key':
      return { format: 'hex-32', label: '64 hex characters' };
    case 'rails-key-base':
      return { format: 'hex-64', label: '128 hex characters' };
    case 'signing-key':
      return { format: 'hex-32', label: '64 hex characters' };
    case 'django-key':
    case 'app-secret':
      return { format: 'characters-50', label: '50 characters' };
    case 'salt':
      return { format: 'hex-16', label: '32 hex characters' };
    default:
      return { format: 'characters-32', label: '32 characters' };
  }
}

/** A fresh secret from `crypto.getRandomValues`. */
export function generateSecret(format: SecretFormat): string {
  switch (format) {
    case 'hex-16':
      return hex(randomBytes(16));
    case 'hex-32':
      return hex(randomBytes(32));
    case 'hex-64':
      return hex(randomBytes(64));
    case 'fernet':
      // urlsafe base64 of 32 bytes with padding: cryptography.io, Fernet specification
      return `${base64(randomBytes(32), '-', '_')}=`;
    case 'laravel':
      return `base64:${base64(randomBytes(32), '+', '/')}=`;
    case 'base64url-32':
      return base64(randomBytes(32), '-', '_');
    default:
      return characters(Number(format.slice('characters-'.length)));
  }
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function randomBytes(count: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(count));
}

/** `count` letters and digits, each as likely as any other: bytes above the last full round of 62 are thrown away. */
function characters(count: number): string {
  let result = '';
  while (result.length < count) {
    for (const byte of randomBytes(count)) {
      if (byte < 248 && result.length < count) result += LETTERS[byte % 62];
    }
  }
  return result;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Base64 without padding. */
function base64(bytes: Uint8Array, plus: string, slash: string): string {
  const alphabet = `${LETTERS}${plus}${slash}`;
  let result = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const group = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const characters = Math.min(bytes.length - i, 3) + 1;
    for (let k = 0; k < characters; k++) result += alphabet[(group >> (18 - 6 * k)) & 63];
  }
  return result;
}
