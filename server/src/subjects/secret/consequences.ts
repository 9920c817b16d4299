import { encryptsData } from '../../secrets/rotation.ts';
import { refusesUntilSet } from '../compose/refuses.ts';
import type { RuleContext } from '../context.ts';
import { serviceNamed } from '../env/reach.ts';
import type { NamedValue } from '../named-value.ts';
import { isFromProvider } from './may-generate.ts';
import { productOpened, type SecretPlace } from './places.ts';

/** Passwords of programs for backups: what they have stored is encrypted with a key that the old one opens. */
const REPOSITORY =
  /^(?:RESTIC|RUSTIC|BORG|KOPIA)_(?:REPO(?:SITORY)?_)?(?:PASSWORD|PASSPHRASE)$|^repository\.password$/i;

/**
 * Keys of an application that encrypt columns and sign nothing, by their names: `GITLAB_SECRETS_DB_KEY_BASE`, `…_OTP_KEY_BASE`, `…_ENCRYPTED_SETTINGS_KEY_BASE`
 * (sameersbn/docker-gitlab README.md), `db_key_base` and `otp_key_base` (the page of GitLab below).
 */
const ENCRYPTS = /(?:^|_)(?:(?:DB|DATABASE|OTP|ENC|CRYPTO?)_(?:SECRET_)?|ENCRYPT(?:ED|ION)?_(?:\w+_)?)KEY(?:_|$)/i;

const ELSEWHERE = 'set the same value wherever it is used';

/** Servers that take their password from the settings at every start; others keep what they were set up with in their data. */
const READ_AT_START: ReadonlySet<string> = new Set(['redis', 'minio', 'clickhouse']);

/** What holds on to the old value once a secret has another one. `undefined`: nothing that is known of. */
function kept(place: SecretPlace): string | undefined {
  const { name, purpose, grade } = place.secret;
  if (REPOSITORY.test(name)) return 'an existing repository opens with the old one: add the new key there first';
  // there was none
  if (grade.verdict === 'empty') return undefined;
  if (encryptsData(purpose)) return 'what the old one encrypted cannot be read any more';
  switch (purpose) {
    case 'signing-key':
      return 'existing sessions and tokens end; what else signs or checks with it needs it too';
    // frameworks sign with it, and some programs encrypt columns too (https://docs.gitlab.com/ee/development/application_secrets.html)
    case 'app-secret':
    case 'django-key':
    case 'rails-key-base':
      if (ENCRYPTS.test(name)) return 'what it encrypts needs the old one';
      return 'existing sessions end, and what it encrypts needs the old one';
    case 'salt':
      return 'what was hashed with the old one no longer matches';
    case 'password':
      return afterPassword(place);
    default:
      return undefined;
  }
}

function afterPassword(place: SecretPlace): string {
  const product = productOpened(place);
  if (product === undefined) return 'change it in accounts and clients that exist too';
  return READ_AT_START.has(product)
    ? 'clients elsewhere need the new one too'
    : 'change it in an existing database and in clients elsewhere too';
}

/** What the title of a fix says that writes a new value where this one stands, and nowhere else. */
export function afterNewValue(place: SecretPlace): string {
  const held = kept(place);
  if (held === undefined) return ELSEWHERE;
  if (place.secret.purpose !== 'password' || REPOSITORY.test(place.secret.name)) return held;
  const product = productOpened(place);
  if (product !== undefined && READ_AT_START.has(product)) return ELSEWHERE;
  return `${ELSEWHERE}; a database or account that exists keeps the old one`;
}

/** The same of a fix that takes the secret out of a shared file: all places in it follow, what was set up before does not. */
export function afterMove(place: SecretPlace): string {
  return kept(place) ?? ELSEWHERE;
}

/** What happens where nobody sets the variable that a service's value is from now on. */
export function untilSet({ owner }: NamedValue, context: RuleContext): string {
  return refusesUntilSet([serviceNamed(owner, context)]);
}

/** The same of a fix that leaves the value to whoever sets the variable. */
export function afterRequired(place: SecretPlace, context: RuleContext): string {
  const refuses = untilSet(place.value, context);
  if (isFromProvider(place.value, place.secret, context)) return refuses;
  const held = kept(place) ?? 'what uses the old one needs the new one';
  // the default goes, and with it what showed how long the key has to be; a placeholder shows nothing
  if (encryptsData(place.secret.purpose) && place.secret.grade.verdict !== 'placeholder')
    return `${refuses}; with a new value ${held}; note the length of this one`;
  return `${refuses}; ${place.secret.purpose === 'password' ? held : `with a new value ${held}`}`;
}
