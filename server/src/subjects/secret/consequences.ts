import type { JudgedSecret } from '../../secrets/judge.ts';
import { encryptsData } from '../../secrets/rotation.ts';

/** Passwords of programs for backups: what they have stored is encrypted with a key that the old one opens. */
const REPOSITORY =
  /^(?:RESTIC|RUSTIC|BORG|KOPIA)_(?:REPO(?:SITORY)?_)?(?:PASSWORD|PASSPHRASE)$|^repository\.password$/i;

const ELSEWHERE = 'set the same value wherever it is used';

/** What holds on to the old value once a secret has another one. `undefined`: nothing that is known of. */
function kept({ name, purpose, grade }: JudgedSecret): string | undefined {
  if (REPOSITORY.test(name)) return 'an existing repository opens with the old one: add the new key there first';
  // there was none
  if (grade.verdict === 'empty') return undefined;
  if (encryptsData(purpose)) return 'what the old one encrypted cannot be read any more';
  switch (purpose) {
    case 'signing-key':
    case 'app-secret':
    case 'django-key':
    case 'rails-key-base':
      return 'existing sessions and tokens end';
    case 'salt':
      return 'what was hashed with the old one no longer matches';
    case 'password':
      return 'a database or account that exists keeps the old one';
    default:
      return undefined;
  }
}

/** What the title of a fix says that writes a new value where this one stands, and nowhere else. */
export function afterNewValue(secret: JudgedSecret): string {
  const held = kept(secret);
  if (held === undefined) return ELSEWHERE;
  return secret.purpose === 'password' && !REPOSITORY.test(secret.name) ? `${ELSEWHERE}; ${held}` : held;
}

/** The same of a fix that takes the secret out of a shared file: all places in it follow, what was set up before does not. */
export function afterMove(secret: JudgedSecret): string {
  return kept(secret) ?? ELSEWHERE;
}

/** The same of a fix that leaves the value to whoever sets the variable. */
export function afterRequired(secret: JudgedSecret): string {
  const held = kept(secret);
  return `Compose refuses to start until it is set; ${held === undefined ? 'what uses the old one needs the new one' : `with a new value ${held}`}`;
}
