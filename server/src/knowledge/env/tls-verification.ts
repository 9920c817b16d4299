import { isOff, isOn } from './switch.ts';

const CERTIFICATE =
  '(?:SSL|TLS|CERT|CERTS|CERTIFICATE|CERTIFICATES|HTTPS|PEER|SSL_CERT|SSL_CERTS|TLS_CERT|SSL_CERTIFICATES?|TLS_CERTIFICATES?)';
const CHECK = '(?:VERIFY|VERIFICATION|VALIDATION|VALIDATE|CHECK|CHECKS|CHECKING)';

/** Names that switch the check of certificates off when true. Matched at the end of a normalized key, on whole words. */
const OFF_WHEN_TRUE = ending(
  'INSECURE_SKIP_VERIFY',
  'SKIP_VERIFY',
  `SKIP_${CERTIFICATE}_${CHECK}`,
  `SKIP_${CHECK}_${CERTIFICATE}`,
  `NO_${CHECK}_${CERTIFICATE}`,
  `${CERTIFICATE}_NO_VERIFY`,
  `${CERTIFICATE}_SKIP_${CHECK}`,
  `(?:DISABLE|DISABLED|IGNORE)_${CERTIFICATE}_${CHECK}`,
  `${CERTIFICATE}_${CHECK}_(?:DISABLED|DISABLE|OFF|SKIP)`,
  `IGNORE_${CERTIFICATE}(?:_ERRORS?)?`,
  `(?:ACCEPT|ALLOW)_(?:INVALID|SELF_SIGNED|SELFSIGNED|UNTRUSTED|INSECURE|BAD)_(?:${CERTIFICATE}|HOSTNAMES)`,
  '(?:ACCEPT|ALLOW)_(?:SELF_SIGNED|SELFSIGNED|INVALID_CERTS)',
  `TRUST_(?:SERVER_CERTIFICATE|ALL_${CERTIFICATE})`,
  '(?:TLS|SSL)_(?:ALLOW_)?INSECURE',
  'INSECURE_(?:TLS|SSL|HTTPS)',
);

/** Names that switch the check of certificates off when false. */
const OFF_WHEN_FALSE = ending(
  'REJECT_UNAUTHORIZED',
  'STRICT_SSL',
  `${CERTIFICATE}_${CHECK}(?:_(?:PEER|HOST|HOSTNAME|CERT|CERTS|CERTIFICATE|ENABLED|SERVER))?`,
  `${CHECK}_${CERTIFICATE}`,
  'VERIFY_HOSTNAME',
  '(?:SSL|TLS)_HOSTNAME_VERIFICATION',
  'ANSIBLE_HOST_KEY_CHECKING',
  'PYTHONHTTPSVERIFY',
);

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

/** Whether a variable, by its normalized key and text, makes a program accept any certificate or skip the check of what it downloads. */
export function skipsVerification(key: string, text: string): boolean {
  const exact = EXACT.get(key);
  if (exact !== undefined) return exact(text);
  if (OFF_WHEN_TRUE.test(key) || PLAIN_INSECURE.test(key)) return isOn(text);
  if (SSL_MODE.test(key)) return text.trim().toLowerCase() === 'no-verify';
  if (VERIFICATION_MODE.test(key)) return NO_CHECK.test(text.trim());
  return OFF_WHEN_FALSE.test(key) && isOff(text);
}

function ending(...names: readonly string[]): RegExp {
  return new RegExp(`(?:^|_)(?:${names.join('|')})$`);
}
