import { looksRandom } from '../../secrets/looks-random.ts';
import { classifyKey } from '../../secrets/purpose.ts';
import { shapeOf } from '../../secrets/value-shape.ts';
import { wordsOf } from '../../secrets/words.ts';

/** Last words of names whose values are not graded as secrets, yet open something to whoever reads them. */
const OPENS = new Set(
  `PIN PINCODE PUK OTP TOTP PASSCODE COOKIE COOKIES PHPSESSID JSESSIONID SESSIONID AUTH AUTHORIZATION BASICAUTH USERPASS CREDENTIAL
  CREDENTIALS CREDS SEED MNEMONIC BEARER REQUIREPASS MASTERAUTH`.split(/\s+/),
);

/** A look that settles most names. */
const MAY_HIDE =
  /pass|pwd|pw|pat|secret|token|key|salt|pepper|auth|cookie|seed|base|pin|puk|otp|cred|mnemonic|bearer|sess|users/i;

/**
 * Whether what stands under a name must not be shown: a secret by its name, a PIN, a cookie, a header that carries credentials.
 * `path` is the owning path of names, own name last.
 */
export function hidesValue(name: string, path: readonly string[] = []): boolean {
  if (name.length > 120 || !MAY_HIDE.test(name)) return false;
  const key = classifyKey(name, path);
  if (key.kind === 'secret') return true;
  // `basicauth.users`: a list of `name:hash`
  if (/(?:basic|digest)_?auth\.users$/i.test([...path.slice(0, -1), name].join('.'))) return true;
  // `vault server -dev -dev-root-token-id=…` sets the token itself
  if (/root[-_]?token[-_]?id$/i.test(name)) return true;
  if (key.kind === 'not-secret') return false;
  const last = wordsOf(name).at(-1) ?? '';
  return OPENS.has(last) || OPENS.has(last.replace(/\d+$/, ''));
}

/** Directives that hand a request on (`proxy_pass`, `redis_pass`): what follows is an address. */
export function handsOn(directive: string): boolean {
  return directive.endsWith('_pass');
}

/** Whether a value says nothing even under the name of a secret: empty, a switch, a variable, a path. */
export function isHarmless(value: string): boolean {
  if (!/[\p{L}\d]/u.test(value)) return true;
  const variable = /^\$\$?([A-Za-z_]\w*)$/.exec(value);
  // a password may begin with a dollar
  if (variable !== null) return !looksRandom(value) && (/^[A-Z\d_]+$/.test(variable[1] ?? '') || !/\d/.test(value));
  switch (shapeOf(value)) {
    case 'empty':
    case 'reference':
    case 'path':
    case 'command':
      return true;
    case 'plain':
      return !/\d{3}/.test(value);
    default:
      return false;
  }
}
