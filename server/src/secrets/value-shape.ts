import { skipReference } from '../text/url-scan.ts';

/**
 * What a value is by its looks alone, before any question of strength.
 * `reference`: the secret is elsewhere. `hash`: a password's hash. `command`: `$(…)`, for a shell. `path`: a file.
 * `plain`: a boolean, number or duration. `text`: anything else.
 */
export type ValueShape =
  | 'empty'
  | 'reference'
  | 'hash'
  | 'command'
  | 'path'
  | 'plain'
  | 'url'
  | 'json'
  | 'private-key'
  | 'encrypted'
  | 'text';

/** The shape of a decoded value. Linear in its length. */
export function shapeOf(value: string): ValueShape {
  const text = value.trim();
  if (text === '' || EMPTY.has(text.toLowerCase())) return 'empty';
  if (text.startsWith('-----BEGIN ')) return text.includes('PRIVATE KEY') ? 'private-key' : 'reference';
  if (PEM_BASE64.some((start) => text.startsWith(start))) return 'private-key';
  if (isCommand(text)) return 'command';
  if (isReference(text)) return 'reference';
  if (isEncrypted(text)) return 'encrypted';
  if (isPasswordHash(text)) return 'hash';
  if (isPath(text)) return 'path';
  if (isPlain(text)) return 'plain';
  // a Laravel key may go on with two slashes
  if (/^(?!base64:)[a-z][a-z0-9+.-]{1,30}:\/\//i.test(text)) return 'url';
  if (isStructured(text)) return 'json';
  return 'text';
}

const EMPTY: ReadonlySet<string> = new Set(['null', 'nil', 'none', 'undefined', '""', "''", '~']);

/** Base64 of `-----BEGIN ` for the three ways it can be aligned is one start only: values begin at the marker. */
const PEM_BASE64 = [
  'LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVk',
  'LS0tLS1CRUdJTiBQUklWQVRFIEtFWS',
  'LS0tLS1CRUdJTiBFQyBQUklWQVRFIEtFWS',
  'LS0tLS1CRUdJTiBPUEVOU1NIIFBSSVZBVEUgS0VZ',
];

function isCommand(text: string): boolean {
  return (
    (text.startsWith('$(') && text.endsWith(')')) || (text.length > 2 && text.startsWith('`') && text.endsWith('`'))
  );
}

/** Schemes of secret stores: the value says where the secret is. */
const STORES = [
  'op://',
  'vault:',
  'vault://',
  'arn:aws',
  'awssm://',
  'aws-sm:',
  'ssm:',
  'secretsmanager:',
  'akv:',
  'azurekms:',
  'azurekv:',
  'gcp-sm:',
  'gsm:',
  'sm://',
  'gcpkms:',
  'awskms:',
  'bws:',
  'doppler://',
  'infisical://',
  'keychain:',
  'keyring:',
  'ref+',
  'secret://',
  'secretref:',
  'file://',
  'file:',
  'env://',
  'env:',
  'sops:',
  'kms:',
  'k8s:',
  'docker-secret:',
  'bitwarden:',
  'bitwarden://',
  'lpass:',
  'prompt:',
  'resolve:',
  '@microsoft.keyvault(',
  'secretkeyref',
  'cmd:',
];

/** `__REPLACE_ME__`, `@CHANGEME@`, `%FILL_IN%`: marked like a name that a tool fills in, and an order to a person. */
const ASKS = /^[_@%]+(?:(?:REPLACE|CHANGE|FILL|EDIT|SET)_?(?:ME|IT|THIS|IN)|TODO|FIXME|PLACEHOLDER)(?![A-Z0-9])/i;

/** Whether a value only says where the secret is: a variable, a template expression, a secret store, a mounted file. */
export function isReference(text: string): boolean {
  const lower = text.slice(0, 32).toLowerCase();
  if (STORES.some((store) => lower.startsWith(store) && text.length > store.length)) return true;
  if (skipReference(text, 0) === text.length) return true;
  if (/^\$\$?[A-Za-z_][A-Za-z0-9_]*$/.test(text) || /^\$__\w+\{/.test(text)) return true;
  // Caddy, Levant, HCL
  if (/^\{(?:\$\w+|env[.:][\w.]+|(?:file|vault|secrets?)[.:][^{}]*)\}$/i.test(text) || /^\[\[.*\]\]$/s.test(text))
    return true;
  if (/^\{\{.*\}\}$/s.test(text) || /^\$\{\{.*\}\}$/s.test(text) || /^<%.*%>$/s.test(text)) return true;
  if (/^%[\w{(][^%\s]*%$/.test(text) || /^@\{[^}]*\}$/.test(text)) return !ASKS.test(text);
  if (/^(env|file|secret|getenv|var|readfile)\([^()]*\)$/i.test(text) || /^#\{[^}]*\}#?$/.test(text)) return true;
  // `!secret name` (Home Assistant, CloudFormation), `__NAME__` and `@NAME@` are filled in before the file is used
  if (/^!(env|secret|vault|ref|sub|getatt)\b/i.test(text)) return true;
  if (/^(?:__[A-Z0-9_]+__|@[A-Z0-9_]+@)$/.test(text)) return !ASKS.test(text);
  return /^projects\/[^/]+\/secrets\//.test(text) || /^sha(256|512):[0-9a-f]{32,}$/.test(text);
}

/** sops, dotenvx, jasypt, Ansible and sealed values: useless without a key that is elsewhere. */
function isEncrypted(text: string): boolean {
  return (
    (text.startsWith('ENC[') && text.endsWith(']')) ||
    (text.startsWith('ENC(') && text.endsWith(')')) ||
    text.startsWith('encrypted:') ||
    text.startsWith('$ANSIBLE_VAULT;') ||
    (text.startsWith('AgB') && text.length > 200) ||
    text.startsWith('age-encryption.org/') ||
    text.startsWith('{cipher}')
  );
}

const HASHES = [
  '$argon2',
  '$apr1$',
  '$1$',
  '$5$',
  '$6$',
  '$7$',
  '$y$',
  '$gy$',
  '$2a$',
  '$2b$',
  '$2x$',
  '$2y$',
  '$pbkdf2',
  '$scrypt',
  '$sha1$',
  '$md5',
  '$s2$',
  '{SSHA}',
  '{SSHA512}',
  '{SSHA256}',
  '{SHA}',
  '{SHA512}',
  '{SHA256}',
  '{CRYPT}',
  '{BCRYPT}',
  '{ARGON2',
  '{PBKDF2',
  'SCRAM-SHA-256$',
  'SCRAM-SHA-1$',
  'pbkdf2_sha256$',
  'pbkdf2:sha',
  'pbkdf2_',
  'bcrypt$',
  'scrypt:',
  'argon2$',
  '{bcrypt}',
];

/** Whether a value (or the part behind `user:`, as in htpasswd) is the hash of a password. `$` may be doubled, as compose needs it. */
function isPasswordHash(text: string): boolean {
  const single = text.replaceAll('$$', '$');
  const colon = single.indexOf(':');
  return isHash(single) || (colon > 0 && colon < 64 && isHash(single.slice(colon + 1)));
}

function isHash(text: string): boolean {
  return (
    HASHES.some((start) => text.startsWith(start)) || /^\*[0-9A-F]{40}$/.test(text) || /^md5[0-9a-f]{32}$/.test(text)
  );
}

function isPath(text: string): boolean {
  if (text.includes('/') && /\.(pem|key|crt|p12|pfx|jks)$/i.test(text) && !/\s/.test(text)) return true;
  if (/^(\.{0,2}|~|[A-Za-z]:)[/\\][\w@%+=:,. /\\~-]+$/.test(text)) {
    // base64 may begin with a slash; a path has a second one or an extension
    return (
      text.startsWith('.') ||
      text.startsWith('~') ||
      /^\/(run|etc|var|opt|usr|home|root|tmp|app|data|mnt|srv|secrets?|certs?|config)\b/.test(text) ||
      /\.\w{2,5}$/.test(text) ||
      /^[A-Za-z]:/.test(text)
    );
  }
  return (
    /^[\w./-]{1,200}\.(pem|key|crt|cer|p12|pfx|jks|txt|json|ya?ml|toml|env|pub|asc|gpg|conf|cfg|ini)$/i.test(text) &&
    !/^\.+$/.test(text)
  );
}

const PLAIN: ReadonlySet<string> = new Set([
  'true',
  'false',
  'yes',
  'no',
  'on',
  'off',
  'auto',
  'enabled',
  'disabled',
  'optional',
  'required',
]);

function isPlain(text: string): boolean {
  return (
    text === '0' ||
    text === '1' ||
    PLAIN.has(text.toLowerCase()) ||
    /^-?\d{1,6}(\.\d+)?(ms|s|m|h|d|w|y|sec|secs|min|mins|hours?|days?|weeks?|[kmgt]i?b?)$/i.test(text)
  );
}

function isStructured(text: string): boolean {
  const first = text[0];
  const last = text.at(-1);
  return (first === '{' && last === '}' && text.includes(':')) || (first === '[' && last === ']' && /["',]/.test(text));
}
