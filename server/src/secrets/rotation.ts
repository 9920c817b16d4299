import { missedFormat } from './format-check.ts';
import { formatFor, generateSecret, type SecretFormat } from './generate.ts';
import type { Purpose } from './purpose.ts';

/**
 * How a key that data is encrypted with gets a successor. The old one is never thrown away: without it the data is lost.
 * `list`: the variable takes several keys, the first one encrypts. `previous`: another variable lists the old ones.
 * `beside`: nothing is known of the program, so the new key waits beside the old one until a person has re-encrypted the data.
 */
export type Rotation =
  | { readonly kind: 'list'; readonly key: NewKey; readonly command: string }
  | { readonly kind: 'previous'; readonly key: NewKey; readonly variable: string; readonly since: string }
  | { readonly kind: 'beside'; readonly key: NewKey; readonly variable: string };

export interface NewKey {
  readonly label: string;
  /** Different every time; asked for only when somebody applies the fix. */
  generate(): string;
}

const ENCRYPTING: ReadonlySet<Purpose> = new Set(['encryption-key', 'master-key', 'fernet-key', 'laravel-key']);

/** Whether data is lost with a key of this purpose. */
export function encryptsData(purpose: Purpose): boolean {
  return ENCRYPTING.has(purpose);
}

/**
 * The documented way to rotate the key `name` whose value is `text`; `undefined` where the program has none (n8n: "this key never
 * changes", https://docs.n8n.io/hosting/securing/encryption-key-rotation/) or would not take the value as an old key.
 */
export function rotationOf(name: string, purpose: Purpose, text: string): Rotation | undefined {
  if (!encryptsData(purpose) || name === 'N8N_ENCRYPTION_KEY') return undefined;
  if (purpose === 'laravel-key') return laravel(name, text);
  if (name === 'AIRFLOW__CORE__FERNET_KEY') {
    // https://airflow.apache.org/docs/apache-airflow/stable/security/secrets/fernet.html: "new_fernet_key,old_fernet_key"
    const isKey = missedFormat(name, purpose, text) === undefined && !text.includes(',');
    return isKey ? { kind: 'list', key: newKey('fernet'), command: 'airflow rotate-fernet-key' } : undefined;
  }
  if (name === 'encryption.key' && /^hex2bin:[0-9a-f]{64}$/i.test(text)) {
    // https://codeigniter4.github.io/CodeIgniter4/libraries/encryption.html: a comma-separated list in .env
    const key = newKey('hex-32', 'hex2bin:');
    return { kind: 'previous', key, variable: 'encryption.previousKeys', since: 'CodeIgniter 4.7' };
  }
  return { kind: 'beside', key: newKey(formatLike(purpose, text)), variable: `NEW_${name}` };
}

/** https://laravel.com/docs/encryption#gracefully-rotating-encryption-keys; one cipher for all keys, so only AES-256 goes on with 32 bytes. */
function laravel(name: string, text: string): Rotation | undefined {
  if (name !== 'APP_KEY' || !/^(?:base64:[A-Za-z0-9+/]{43}=|[^,]{32})$/.test(text)) return undefined;
  return { kind: 'previous', key: newKey('laravel'), variable: 'APP_PREVIOUS_KEYS', since: 'Laravel 11' };
}

/** Programs that ask for 32 characters ask for exactly 32: a key of that length gets one of the same. */
function formatLike(purpose: Purpose, text: string): SecretFormat {
  if (purpose === 'encryption-key' && text.length === 32) return /^[0-9a-f]+$/i.test(text) ? 'hex-16' : 'characters-32';
  return formatFor(purpose).format;
}

const LABELS: Readonly<Partial<Record<SecretFormat, string>>> = {
  fernet: 'Fernet key',
  laravel: 'Laravel key',
  'hex-16': '32 hex characters',
  'characters-32': '32 characters',
};

function newKey(format: SecretFormat, prefix = ''): NewKey {
  return { label: LABELS[format] ?? '64 hex characters', generate: () => prefix + generateSecret(format) };
}
