import { isOff, isOn } from './switch.ts';
import { turnsOff } from './switch-name.ts';

const CERTIFICATE =
  '(?:SSL|TLS|CERT|CERTS|CERTIFICATE|CERTIFICATES|HTTPS|PEER|SSL_CERT|SSL_CERTS|TLS_CERT|SSL_CERTIFICATES?|TLS_CERTIFICATES?)';
const CHECK = '(?:VERIFY|VERIFICATION|VALIDATION|VALIDATE|CHECK|CHECKS|CHECKING)';
const NOT = '(?:SKIP|NO|DISABLED?|IGNORE|BYPASS|WITHOUT)';
const BAD = '(?:INVALID|SELF_SIGNED|SELFSIGNED|UNTRUSTED|UNVERIFIED|INSECURE|BAD)';

/** Names of the check itself: on is safe, unless a word turns the name around. Matched at the end of a normalized key, on whole words. */
const CHECKED = ending(
  'REJECT_UNAUTHORIZED',
  'STRICT_SSL',
  `${CERTIFICATE}_${CHECK}(?:_(?:PEER|HOST|HOSTNAME|CERT|CERTS|CERTIFICATE|ENABLED|SERVER|DISABLED|DISABLE|OFF|SKIP))?`,
  `${CHECK}_${CERTIFICATE}`,
  `${NOT}_${CERTIFICATE}_${CHECK}`,
  `${NOT}_${CHECK}_${CERTIFICATE}`,
  `${CERTIFICATE}_${NOT}_${CHECK}`,
  'INSECURE_SKIP_VERIFY',
  'SKIP_VERIFY',
  'VERIFY_HOSTNAME',
  '(?:SSL|TLS)_HOSTNAME_VERIFICATION',
  'ANSIBLE_HOST_KEY_CHECKING',
  'PYTHONHTTPSVERIFY',
);

/** Names of what is accepted in spite of the check: on is unsafe. */
const ACCEPTED = ending(
  `(?:IGNORE|BYPASS)_${CERTIFICATE}(?:_ERRORS?)?`,
  `(?:ACCEPT|ALLOW|TRUST)_${BAD}_(?:${CERTIFICATE}|HOSTNAMES)`,
  '(?:ACCEPT|ALLOW|TRUST)_(?:SELF_SIGNED|SELFSIGNED|UNVERIFIED|INVALID_CERTS)',
  `TRUST_(?:SERVER_CERTIFICATE|ALL_${CERTIFICATE})`,
  '(?:TLS|SSL)_(?:ALLOW_)?(?:INSECURE|UNVERIFIED)',
  '(?:INSECURE|UNVERIFIED)_(?:TLS|SSL|HTTPS)',
);
/** Words before these that say the opposite of them; then nothing is certain. */
const REFUSED = /(?:^|_)(?:NO|NOT|DISABLE|DISALLOW|DENY|FORBID|PREVENT|REJECT)_/;

const VERIFICATION_MODE = ending(
  'VERIFICATION_MODE',
  'VERIFICATIONMODE',
  '(?:SSL|TLS)_VERIFY_MODE',
  'SSL_CERT_REQS',
  'CERT_REQS',
  'TLS_REQCERT',
);
const NO_CHECK = /^(?:none|never|off|disabled|cert_none|verify_none|ssl\.cert_none|no_verify)$/i;

/** node-postgres: encrypted, to whoever answers (https://node-postgres.com/features/ssl). */
const SSL_MODE = /(?:^|_)(?:PG)?SSL_?MODE$/;

/** Variables with their own grammar. The value of a match is always the unsafe one. */
const EXACT = new Map<string, (text: string) => boolean>([
  // Node compares with the string "0"; every other value leaves the check on (https://nodejs.org/api/cli.html).
  ['NODE_TLS_REJECT_UNAUTHORIZED', (text) => text === '0'],
  ['GIT_SSL_NO_VERIFY', (text) => text !== '' && !isOff(text)],
  ['VAULT_SKIP_VERIFY', isOn],
  ['GOINSECURE', (text) => text.trim() !== ''],
  ['GOFLAGS', (text) => /(?:^|\s)-insecure(?:\s|$)/.test(text)],
  ['GOSUMDB', (text) => text.trim() === 'off'],
  ['ELASTICSEARCH_SSL_VERIFICATIONMODE', (text) => NO_CHECK.test(text.trim())],
]);

/** An `INSECURE` that says no more: ownCloud, Fleet and others mean the check; OpenTelemetry means no TLS at all. */
const PLAIN_INSECURE = /^(?!OTEL_)\w+_INSECURE$/;

/** Whether a normalized key is about the check of certificates: then no other rule judges it as a switch of TLS itself. */
export function namesCertificateCheck(key: string): boolean {
  return CHECKED.test(key) || ACCEPTED.test(key) || PLAIN_INSECURE.test(key) || EXACT.has(key);
}

/** Whether a variable, by its normalized key and text, makes a program accept any certificate or skip the check of what it downloads. */
export function skipsVerification(key: string, text: string): boolean {
  const exact = EXACT.get(key);
  if (exact !== undefined) return exact(text);
  if (ACCEPTED.test(key) || PLAIN_INSECURE.test(key)) return isOn(text) && !REFUSED.test(key);
  if (CHECKED.test(key)) return turnsOff(key, text);
  if (SSL_MODE.test(key)) return text.trim().toLowerCase() === 'no-verify';
  return VERIFICATION_MODE.test(key) && NO_CHECK.test(text.trim());
}

function ending(...names: readonly string[]): RegExp {
  return new RegExp(`(?:^|_)(?:${names.join('|')})$`);
}
