import { shapeOf } from '../../secrets/value-shape.ts';
import type { NamedValue } from '../../subjects/named-value.ts';
import { besides, inFileOf, type Setting, settingOf } from '../../subjects/setting.ts';
import { shownName } from '../../subjects/setting-key.ts';
import { defineRule } from '../contract.ts';

const ALGORITHM = /^((?:\w+_)?(?:JWT|JWS)_)(?:SIGN(?:ING)?_|SIGNATURE_)?ALG(?:ORITHM)?$/;
/** RFC 7518: a key pair signs; EdDSA by RFC 8037. */
const KEY_PAIR = /^(?:(?:RS|PS|ES)(?:256|384|512)|ES256K|EdDSA)$/i;
const SHARED = /^HS(?:256|384|512)$/i;
const SECRET_NAME = /^(?:ACCESS_(?:TOKEN_)?)?(?:SECRET(?:_KEY)?|KEY)$/;
/** Where a program may take the other kind of key from: then nothing is known. */
const OTHER_SOURCE =
  /(?:PUBLIC|PRIVATE|RSA|ECDSA|ED25519|JWKS?|CERT|CERTIFICATE|PEM|KEYSTORE|KEY_?PAIR|ISSUER|OIDC|KEY_?(?:FILE|PATH|DIR|ID|RING))(?:_|$)/;
const PUBLIC_KEY = /-----BEGIN (?:RSA |EC )?(?:PUBLIC KEY|CERTIFICATE)-----|^\S*\.(?:pub|crt|cer)$/;

export default defineRule({
  id: 'env/algorithm-key-mismatch',
  subject: 'setting',
  severity: 'high',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'The token algorithm does not fit the key beside it',
  fix: 'none',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report, context) {
    const setting = settingOf(variable, ALGORITHM);
    const prefix = setting && ALGORITHM.exec(setting.key)?.[1];
    if (setting === undefined || prefix === undefined) return;
    const others = besides(variable, context.all('setting'));
    const secret = others.find(({ key }) => key.startsWith(prefix) && SECRET_NAME.test(key.slice(prefix.length)));
    if (secret === undefined) return;
    const related = [{ at: inFileOf(secret.value, secret.value.nameSpan), message: 'the key beside it' }];
    const name = shownName(secret.value.name);
    if (SHARED.test(setting.text) && secret.written !== undefined && PUBLIC_KEY.test(secret.text)) {
      report({
        at: setting.at,
        message: `${setting.text} signs with ${name}, a public key: anybody makes tokens; use a random secret`,
        related,
      });
    } else if (KEY_PAIR.test(setting.text) && isSharedSecret(secret.value) && !others.some(isOtherSource)) {
      report({
        at: setting.at,
        severity: 'medium',
        message: `${setting.text} needs a key pair, ${name} is a shared secret: tokens fail; set the private key`,
        related,
      });
    }
  },
});

/** Text written out here that is no key of a pair, no path to one and no reference. */
function isSharedSecret({ literal }: NamedValue): boolean {
  return literal !== undefined && shapeOf(literal.trim()) === 'text' && !/^LS0tLS1CRUdJTi|\.pem$/.test(literal);
}

/** A setting that names a key pair, a certificate or who issues the tokens, set or filled from elsewhere. */
function isOtherSource({ key, written }: Setting): boolean {
  return written !== '' && OTHER_SOURCE.test(key);
}
