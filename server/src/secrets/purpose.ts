import { wordsOf } from './words.ts';

/** What a secret is for; decides what is expected of it and how one is generated. */
export type Purpose =
  | 'password'
  /** Signs tokens (HMAC): a short one is found offline from a single token. */
  | 'signing-key'
  /** Django, Flask, Rails …: the application's own secret. */
  | 'app-secret'
  | 'django-key'
  | 'laravel-key'
  | 'rails-key-base'
  /** Encrypts data at rest; replacing a used one makes data unreadable. */
  | 'encryption-key'
  | 'master-key'
  | 'fernet-key'
  | 'api-key'
  | 'token'
  | 'salt'
  | 'private-key'
  | 'shared-secret';

/** What a name says about its value. */
export type KeyClass =
  | { readonly kind: 'secret'; readonly purpose: Purpose }
  /** Sounds like a secret and is none: a path, a length, a lifetime, a public key. */
  | { readonly kind: 'not-secret' }
  | { readonly kind: 'other' };

const OTHER: KeyClass = { kind: 'other' };
const NOT_SECRET: KeyClass = { kind: 'not-secret' };
const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

/** Last words that make the whole name something about a secret, not the secret. */
const ABOUT = set(
  `FILE FILES FILENAME PATH PATHS DIR DIRECTORY FOLDER URL URLS URI URIS ENDPOINT HOST HOSTNAME PORT NAME NAMES USER USERS
  USERNAME EMAIL MAIL ID IDS KID UUID LENGTH LEN SIZE BITS TTL LIFETIME LIFESPAN AGE ROUNDS ITERATIONS COST ALGORITHM ALGORITHMS ALG ALGO TYPE
  TYPES METHOD METHODS MODE ENABLED ENABLE DISABLED DISABLE HEADER HEADERS PREFIX SUFFIX ISSUER ISS AUDIENCE AUD SCOPE
  SCOPES POLICY POLICIES VERSION ARN HINT ROTATION RESET SECURE SAMESITE FIELD COLUMN PARAM PARAMETER REGEX PATTERN
  FORMAT SECONDS SECS SEC MINUTES MINS HOURS DAYS MS INTERVAL TIMEOUT LIMIT COUNT MAX MIN RETRIES REQUIRED REQUIRE PROVIDER
  CLASS SERVICE REF REFERENCE REFERENCES SOURCE STORE MANAGER BACKEND DOMAIN REALM BUCKET REGION TABLE INDEX LOCATION DESCRIPTION
  LABEL TITLE TEXT SUBJECT VALIDATION VALIDATE VALIDATOR VALIDATORS STRENGTH COMPLEXITY HASHER HASHERS HASHING ENCODER ENCODING
  GENERATOR HANDLER DRIVER STRATEGY LEEWAY COMMAND CMD CERT CERTS CERTIFICATE CA CHAIN EXPIRY EXPIRE EXPIRES EXPIRATION
  EXPIRED IN DURATION REFRESH RENEW RENEWAL ROTATE CACHE GRACE PERIOD VALIDITY ROLE ROLES GROUP CONFIG SETTINGS OPTIONS ENGINE
  VENDOR TEMPLATE PLACEHOLDER MASK MIGRATION UPDATE CHANGE RECOVERY HISTORY CHARS CHARACTERS CHARSET UPPERCASE LOWERCASE
  NUMBERS SYMBOLS SPECIAL LOGIN SUPPORT REQUEST REQUESTS REVOCATION INTROSPECTION EXCHANGE SIGNUP ONLY HASH SHA256 SHA512 MD5
  CHECKSUM FINGERPRINT ADDRESS ADDR ENV VAR VARIABLE KEYWORD DB CONTEXT LOOKUP HTTPONLY CLAIM CLAIMS RATE PER QUOTA SLOT AUTH
  USAGE TAG TAGS STATUS STATE ALIAS STRICT EXPOSE LOG LOGS LOGGING AUTOFILL EXPIRESIN UNTIL COUNTS DEFAULT DEBUG SERVER`,
);

/** First words of a switch or a number: `REQUIRE_PASSWORD`, `MAX_TOKENS`. */
const SWITCH = set(
  `ALLOWS ENABLED DISABLED REQUIRES REQUIRED USE USES SHOW HIDE IS HAS NO SKIP FORCE VERIFY
  VALIDATE CHECK IGNORE PERMIT GENERATE PROMPT RESET NUM NUMBER PRINT LIMIT WITHOUT INCLUDE EXCLUDE REVOKE ROTATE FORGOT CONFIRM`,
);

/** The same wherever they stand: `MYSQL_RANDOM_ROOT_PASSWORD`, `MARIADB_ALLOW_EMPTY_ROOT_PASSWORD`. */
const SWITCH_ANYWHERE = set('ALLOW RANDOM REQUIRE ENABLE DISABLE EMPTY MIN MAX MINIMUM MAXIMUM NO WITHOUT');

/** Words before KEY that make it no secret. */
const PUBLIC_KEY = set(
  `PUBLIC PUB PUBLISHABLE ANON SITE PRIMARY FOREIGN PARTITION SORT CACHE ROUTING OBJECT IDEMPOTENCY LOOKUP UNIQUE SSH HOST GPG
  PGP TLS SSL CERT INDEX HASH RANGE FEATURE PROJECT CLIENT WRITE INSTRUMENTATION SEARCH DOC GROUP MAP CAPTCHA RECAPTCHA TURNSTILE
  SHORTCUT HOT META ORDER ROW REGISTRY TREE GOOGLE DSA RSA RECEIVER VAPID KEYSTORE TRUST`,
);

/** Words before KEY that make it one. */
const KEY_PURPOSE: Readonly<Record<string, Purpose>> = {
  API: 'api-key',
  ACCESS: 'api-key',
  SERVICE: 'api-key',
  ROLE: 'api-key',
  ACCOUNT: 'api-key',
  LICENSE: 'api-key',
  AUTH: 'shared-secret',
  ADMIN: 'shared-secret',
  ROOT: 'shared-secret',
  SHARED: 'shared-secret',
  SECRET: 'app-secret',
  APP: 'app-secret',
  APPLICATION: 'api-key',
  SESSION: 'signing-key',
  COOKIE: 'signing-key',
  JWT: 'signing-key',
  HMAC: 'signing-key',
  SIGNING: 'signing-key',
  SIGNATURE: 'signing-key',
  TOKEN: 'signing-key',
  WEBHOOK: 'signing-key',
  ENCRYPTION: 'encryption-key',
  ENCRYPT: 'encryption-key',
  ENC: 'encryption-key',
  CRYPTO: 'encryption-key',
  CRYPT: 'encryption-key',
  CIPHER: 'encryption-key',
  AES: 'encryption-key',
  AES192: 'encryption-key',
  AES256: 'encryption-key',
  CHACHA20: 'encryption-key',
  VAULT: 'encryption-key',
  MASTER: 'master-key',
  TDE: 'master-key',
  FERNET: 'fernet-key',
  PRIVATE: 'private-key',
};

/** Whole names whose words say too little or the wrong thing. */
const EXACT: Readonly<Record<string, KeyClass>> = {
  PGPASSWORD: { kind: 'secret', purpose: 'password' },
  MYSQL_PWD: { kind: 'secret', purpose: 'password' },
  REDISCLI_AUTH: { kind: 'secret', purpose: 'password' },
  REQUIREPASS: { kind: 'secret', purpose: 'password' },
  MASTERAUTH: { kind: 'secret', purpose: 'password' },
  RABBITMQ_ERLANG_COOKIE: { kind: 'secret', purpose: 'shared-secret' },
  ERLANG_COOKIE: { kind: 'secret', purpose: 'shared-secret' },
  RELEASE_COOKIE: { kind: 'secret', purpose: 'shared-secret' },
  RAILS_MASTER_KEY: { kind: 'secret', purpose: 'api-key' },
  DJANGO_SECRET_KEY: { kind: 'secret', purpose: 'django-key' },
  SECRET_KEY_BASE: { kind: 'secret', purpose: 'rails-key-base' },
  AIRFLOW__CORE__FERNET_KEY: { kind: 'secret', purpose: 'fernet-key' },
  // Laravel's; others that call theirs so take any text
  APP_KEY: { kind: 'secret', purpose: 'laravel-key' },
  // bearer keys, not encryption keys: sixteen bytes are enough for Meilisearch
  MEILI_MASTER_KEY: { kind: 'secret', purpose: 'shared-secret' },
  LITELLM_MASTER_KEY: { kind: 'secret', purpose: 'shared-secret' },
  PARSE_SERVER_MASTER_KEY: { kind: 'secret', purpose: 'shared-secret' },
  BACKUP_ENCRYPTION_KEY: { kind: 'secret', purpose: 'fernet-key' },
  N8N_ENCRYPTION_KEY: { kind: 'secret', purpose: 'encryption-key' },
  KEY_SEED: { kind: 'secret', purpose: 'encryption-key' },
  HEALTHCHECK_TOKEN: { kind: 'secret', purpose: 'token' },
  // the token itself: the development servers of Vault and OpenBao take it as what opens them
  VAULT_DEV_ROOT_TOKEN_ID: { kind: 'secret', purpose: 'token' },
  BAO_DEV_ROOT_TOKEN_ID: { kind: 'secret', purpose: 'token' },
  PWD: NOT_SECRET,
  OLDPWD: NOT_SECRET,
  CARGO_REGISTRY_TOKEN: { kind: 'secret', purpose: 'token' },
  MINIO_SECRET_KEY: { kind: 'secret', purpose: 'password' },
  RUSTFS_SECRET_KEY: { kind: 'secret', purpose: 'password' },
  AWS_ACCESS_KEY: OTHER,
  S3_ACCESS_KEY: OTHER,
  MINIO_ACCESS_KEY: OTHER,
};

/** Run-together endings of a single lower-case word: `dbpassword`, `jwtsecret`. Longest first. */
const ENDINGS: readonly (readonly [string, Purpose])[] = [
  ['SECRETKEYBASE', 'rails-key-base'],
  ['ENCRYPTIONKEY', 'encryption-key'],
  ['SIGNINGKEY', 'signing-key'],
  ['PASSPHRASE', 'password'],
  ['JWTSECRET', 'signing-key'],
  ['MASTERKEY', 'master-key'],
  ['PRIVATEKEY', 'private-key'],
  ['SECRETKEY', 'app-secret'],
  ['PASSWORD', 'password'],
  ['PASSWD', 'password'],
  ['APIKEY', 'api-key'],
  ['SECRET', 'shared-secret'],
  ['TOKEN', 'token'],
];

/**
 * What the value of `name` is, from the name alone. `path` is the owning path (a TOML table may say what the last name does not).
 * Linear in the name, microseconds.
 */
export function classifyKey(name: string, path: readonly string[] = []): KeyClass {
  if (!mayNameSecret(name)) return OTHER;
  const words = wordsOf(name);
  const exact = EXACT[words.join('_')] ?? EXACT[name.toUpperCase()];
  if (exact !== undefined) return exact;
  const sized = sizedKey(words);
  if (sized !== undefined) return sized;
  const kept = withoutIndex(withoutDigest(words));
  const last = kept.at(-1) ?? '';
  if (kept.length > 1 && (ABOUT.has(last) || isSwitch(kept))) {
    return mentionsSecret(kept) ? NOT_SECRET : OTHER;
  }
  return classifyWords(kept, last, path);
}

/** Bits of a symmetric key or of a digest. */
const SIZES = set('128 192 256 384 512');

/** A key whose name says its size: `APP_AES_256_KEY`, `DATA_KEY_256`. `undefined` for every other name. */
function sizedKey(words: readonly string[]): KeyClass | undefined {
  const at = words.findIndex((word, i) => SIZES.has(word) && (words[i + 1] === 'KEY' || words[i - 1] === 'KEY'));
  // what follows says something about the key: `KEY_256_PATH`
  const end = words[at + 1] === 'KEY' ? at + 2 : at + 1;
  if (at < 1 || end < words.length) return undefined;
  const key = [...words.slice(0, at), ...words.slice(at + 1)];
  if (isSwitch(key)) return NOT_SECRET;
  const named = keyClass(key);
  if (named.kind === 'secret' && named.purpose !== 'encryption-key') return named;
  if (named.kind === 'not-secret' || key.some((word) => PUBLIC_KEY.has(word))) return NOT_SECRET;
  // sixteen bytes are all there are of a key of 128 bits
  return secret(words[at] === '128' ? 'shared-secret' : 'encryption-key');
}

/** `HMAC_SHA256_KEY` is the key of the digest, where `PASSWORD_SHA256` is one. */
function withoutDigest(words: readonly string[]): readonly string[] {
  if (!words.includes('HMAC')) return words;
  return words.filter((word, i) => !/^SHA(?:1|224|256|384|512)?$/.test(word) && !(SIZES.has(word) && i > 0));
}

/** `ADMIN_SHA256_PASSWORD` holds the hash of one. */
const HASHED = set('SHA1 SHA256 SHA512 HASH HASHED BCRYPT ARGON2 SCRYPT HTPASSWD MD5');

/** Whether a name holds a piece that every name of a secret holds: a look that settles most names. */
export function mayNameSecret(name: string): boolean {
  return PIECES.test(name);
}

const PIECES = /pass|pwd|secret|token|key|salt|pepper|auth|cookie|seed|base|pw|pat|cred/i;

function isSwitch(words: readonly string[]): boolean {
  if (words.some((word) => HASHED.has(word))) return true;
  return SWITCH.has(words[0] ?? '') || words.some((word) => SWITCH_ANYWHERE.has(word));
}

function classifyWords(words: readonly string[], last: string, path: readonly string[]): KeyClass {
  const before = words.at(-2) ?? '';
  switch (last) {
    case 'PASSWORD':
    case 'PASSWD':
    case 'PASSPHRASE':
    case 'PASSWORT':
    case 'PASS':
    case 'PWD':
    case 'PW':
      return FORWARDING.has(before) ? OTHER : secret('password');
    case 'SECRET':
      return OBJECT_NAMES.has(before) || words.includes('PULL') ? OTHER : secret(secretPurpose(words, path));
    case 'TOKEN':
    case 'PAT':
      return last === 'TOKEN' || words.length > 1 ? tokenClass(words) : OTHER;
    case 'APIKEY':
      return secret('api-key');
    case 'SALT':
      // it tells keys apart that are derived from one secret: public by design (Phoenix, `signing_salt`)
      return before === 'SIGNING' || before === 'ENCRYPTION' ? NOT_SECRET : secret('salt');
    case 'PEPPER':
      return secret('salt');
    case 'KEYS':
    case 'SECRETS':
    case 'TOKENS':
      return listClass(words, path);
    case 'CREDENTIAL':
    case 'CREDENTIALS':
    case 'CREDS':
      return before === '' || words.some((word) => NO_LOGIN.has(word)) ? OTHER : secret('token');
    case 'BASE':
      return before === 'KEY' ? secret('rails-key-base') : OTHER;
    case 'HEX':
      return before === 'KEY' ? keyClass(words.slice(0, -1)) : OTHER;
    case 'KEY':
      return keyClass(words);
    default:
      return endingClass(last);
  }
}

/** Whether a browser sends cookies along: `CORS_CREDENTIALS`. Kafka's images take the name of a file: `KAFKA_SSL_KEY_CREDENTIALS`. */
const NO_LOGIN = set('CORS XHR FETCH WITH INCLUDE SEND SUPPORTS HTTP SSL TLS KEYSTORE TRUSTSTORE');

/** Whether a name holds a login or an account of a provider, whatever its form: `SMTP_CREDENTIALS`. */
export function namesCredentials(name: string): boolean {
  return /^(?:CREDENTIALS?|CREDS)$/.test(withoutIndex(wordsOf(name)).at(-1) ?? '');
}

/** Names of lists of secrets: `API_KEYS`, `JWT_SECRETS`. What else is counted in tokens or keys is none. */
const LISTED: Readonly<Record<string, ReadonlySet<string>>> = {
  KEYS: set('APP API ENCRYPTION SIGNING SECRET MASTER FERNET HMAC ADMIN AUTH COOKIE SESSION JWT AES'),
  SECRETS: set('JWT SESSION COOKIE WEBHOOK HMAC AUTH SIGNING'),
  TOKENS: set('API AUTH ADMIN BEARER ACCESS'),
};

/** Whether a name says that its value may be a list of secrets with commas between. */
export function namesSecretList(name: string): boolean {
  const words = withoutIndex(wordsOf(name));
  return LISTED[words.at(-1) ?? '']?.has(words.at(-2) ?? '') ?? false;
}

/** What each of the list is, by its name without the plural. */
function listClass(words: readonly string[], path: readonly string[]): KeyClass {
  const last = words.at(-1) ?? '';
  if (LISTED[last]?.has(words.at(-2) ?? '') !== true) return OTHER;
  const one = last.slice(0, -1);
  return classifyWords([...words.slice(0, -1), one], one, path);
}

/** `PROXY_PASS` and the like hand a request on. */
const FORWARDING = set('PROXY FASTCGI UWSGI SCGI GRPC MEMCACHED WORKING CURRENT HOST BOARDING');

/** `TLS_SECRET`, `K8S_SECRET`: the name of a secret object, not the secret. */
const OBJECT_NAMES = set('TLS K8S KUBERNETES KUBE DOCKER PULL INGRESS CERT');

/** Services whose "app key" is sent to browsers; their "app secret" is not. */
const PUBLIC_APP_KEY = set('PUSHER REVERB SOKETI ABLY SENTRY');

function keyClass(words: readonly string[]): KeyClass {
  const before = words.at(-2);
  if (before === undefined) return OTHER;
  if (before === 'ACCESS') return words.includes('SECRET') ? secret('api-key') : OTHER;
  if (before === 'SECRET') {
    if (words.includes('JWT')) return secret('signing-key');
    if (words.includes('DJANGO')) return secret('django-key');
    return secret(isIssuedSecretKey(words) ? 'api-key' : 'app-secret');
  }
  if (before === 'APP' && words.some((word) => PUBLIC_APP_KEY.has(word))) return NOT_SECRET;
  const purpose = KEY_PURPOSE[before];
  if (purpose !== undefined) {
    if (words.includes('PUBLIC')) return NOT_SECRET;
    return secret(purpose === 'app-secret' && isIssuedSecretKey(words) ? 'api-key' : purpose);
  }
  return PUBLIC_KEY.has(before) ? NOT_SECRET : OTHER;
}

/** Whether a name says that a provider hands the secret out: it cannot be made up here. */
export function isIssued(name: string): boolean {
  return isIssuedSecretKey(wordsOf(name));
}

/** Whether a password logs in at a mail relay or a VPN: mostly somebody else's, who gave it out. */
export function isRelayPassword(name: string): boolean {
  return wordsOf(name).some((word) => RELAYS.has(word));
}

const RELAYS = set(
  'SMTP MAIL MAILER EMAIL IMAP POP3 VPN OPENVPN WIREGUARD NORDVPN PIA MULLVAD SURFSHARK PROTONVPN DYNDNS DDNS',
);

/** Whether a company hands out what its own calls are signed with: `SLACK_SIGNING_SECRET`. */
export function isSignedByCompany(name: string): boolean {
  return wordsOf(name).some((word) => COMPANIES.has(word));
}

const COMPANIES = set(
  'SLACK STRIPE PAYPAL CLERK RAZORPAY PAYSTACK FLUTTERWAVE TWITCH INTERCOM TWILIO MAILGUN SENDGRID TELEGRAM PLAID DISCORD CLOUDINARY',
);

/** `AWS_SECRET_KEY`, `STRIPE_SECRET_KEY`: given out by a provider, not chosen by the owner of the file. */
function isIssuedSecretKey(words: readonly string[]): boolean {
  return words.some((word) => ISSUERS.has(word));
}

const ISSUERS = set(
  `AWS S3 R2 B2 STRIPE PAYPAL RECAPTCHA HCAPTCHA TURNSTILE CLERK OSS COS CLOUDINARY PAYSTACK FLUTTERWAVE RAZORPAY TWITTER TENCENT ALIYUN SCALEWAY
  SPACES WASABI LANGFUSE PLAID GOOGLE GITHUB GITLAB FACEBOOK TWITCH SLACK DISCORD OPENAI ANTHROPIC AZURE GCP SENTRY MAILGUN SENDGRID TWILIO
  TELEGRAM BOT TUNNEL CLOUDFLARE CF NPM PYPI HUGGINGFACE HF DROPBOX DIGITALOCEAN HETZNER TAILSCALE CLIENT OAUTH OAUTH2 OIDC INTERCOM STORAGE DOCKER HUB MAPBOX DATADOG DD RELIC SMTP MAIL MAILER EMAIL IMAP POP3 VPN OPENVPN WIREGUARD NORDVPN PIA MULLVAD SURFSHARK PROTONVPN DYNDNS DDNS`,
);

function secretPurpose(words: readonly string[], path: readonly string[]): Purpose {
  const before = words.at(-2) ?? path.at(-2)?.toUpperCase() ?? '';
  if (words.includes('JWT') || words.includes('SESSION') || words.includes('COOKIE')) return 'signing-key';
  if (['AUTH', 'NEXTAUTH', 'TOKEN', 'SIGNING', 'HMAC', 'REFRESH', 'CSRF'].includes(before)) return 'signing-key';
  if (['CLIENT', 'CONSUMER', 'OAUTH', 'WEBHOOK', 'ID'].includes(before) || isIssuedSecretKey(words)) return 'api-key';
  if (before === 'APP') return 'app-secret';
  return 'shared-secret';
}

function tokenClass(words: readonly string[]): KeyClass {
  return words.includes('PUBLIC') || words.includes('DEVICE') || words.includes('CSRF') ? NOT_SECRET : secret('token');
}

function endingClass(word: string): KeyClass {
  if (word === 'COMPASS' || word === 'BYPASS') return NOT_SECRET;
  for (const [ending, purpose] of ENDINGS) if (word.endsWith(ending)) return secret(purpose);
  if (word.endsWith('PASS') && /^(DB|ROOT|ADMIN|USER|SMTP|MAIL|REDIS|FTP|SQL|MYSQL|PG|BIND)PASS$/.test(word))
    return secret('password');
  return OTHER;
}

/** `_OLD`, `_1`, `_PROD` at the end name a copy, not another thing. */
function withoutIndex(words: readonly string[]): readonly string[] {
  let end = words.length;
  while (end > 1 && COPY.has(words[end - 1] ?? '')) end--;
  while (end > 1 && /^\d{1,3}$/.test(words[end - 1] ?? '')) end--;
  return end === words.length ? words : words.slice(0, end);
}

const COPY = set('OLD NEW PREVIOUS PREV CURRENT NEXT PROD PRODUCTION STAGING BACKUP LEGACY PRIMARY SECONDARY');

function mentionsSecret(words: readonly string[]): boolean {
  return words.some(
    (word) => /PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|APIKEY/.test(word) || word === 'KEY' || word === 'PASS',
  );
}

function secret(purpose: Purpose): KeyClass {
  return { kind: 'secret', purpose };
}
