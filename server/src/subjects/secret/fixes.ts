import { type FileEdit, type Fix, fix } from '../../finding/fix.ts';
import { generateSecret } from '../../secrets/generate.ts';
import type { JudgedSecret } from '../../secrets/judge.ts';
import { areDisjoint, type TextEdit } from '../../text/edit.ts';
import { fileNameOf } from '../../text/uri-text.ts';
import type { RuleContext } from '../context.ts';
import type { NamedValue } from '../named-value.ts';
import { editsIn } from '../setting.ts';
import { isClientAlone, leavesClient } from './clients.ts';
import { isInCommand } from './commands.ts';
import { afterNewValue, afterRequired } from './consequences.ts';
import { isCopiedInOtherFile, setBeside, setElsewhere } from './copies.ts';
import { leftBehind } from './left-behind.ts';
import { formatOf, mayGenerate, mustStay } from './may-generate.ts';
import { moveToEnvFile } from './move-to-env-file.ts';
import { moveToSecretFile } from './move-to-secret-file.ts';
import { hasHashBeside, isBlankForm, isInOtherLogin } from './partners.ts';
import { isAtStore, placesOf, type SecretPlace, standsElsewhere } from './places.ts';
import { rotateKey } from './rotate-key.ts';

/** The repairs for a secret that must not stay as it is; the best first, none where a new value would do harm. */
export function fixesFor(value: NamedValue, secret: JudgedSecret, context: RuleContext): readonly Fix[] {
  // a new secret in a file that is shared like nginx's would be as public as the old one
  if (value.format === 'nginx' || isSharedDefaults(value) || hasHashBeside(secret, context)) return [];
  if (value.format === 'compose') return moveOut(value, secret, context);
  // a good secret in the wrong place does not get better by another one; a provider's token cannot be made up
  const { verdict } = secret.grade;
  return verdict === 'strong' || verdict === 'leaked' || verdict === 'private-key'
    ? []
    : [...generate(value, secret, context), ...(mustStay(secret) ? rotateKey(value, secret, context) : [])];
}

/** `defaults.env`: committed with the project, as nginx's files are, and overridden in the `.env` of each machine. */
export function isSharedDefaults({ uri }: NamedValue): boolean {
  return fileNameOf(uri).toLowerCase() === 'defaults.env';
}

/** Compose files are shared and committed: the secret moves out, the file only says that it must be there. */
function moveOut(value: NamedValue, secret: JudgedSecret, context: RuleContext): readonly Fix[] {
  const places = placesOf(value, secret, context);
  if (places === undefined) return [];
  // the server goes on with its own default: a new password at its client alone ends the login
  if (isClientAlone({ value, secret }, places, context) || leavesClient(places, context)) return [];
  if (isCopiedInOtherFile(places, context) || isInCommand(places, context) || isInOtherLogin(places, context))
    return [];
  // the database's own variable gives the name, if it is one of the places
  const owner = places.find((place) => isAtStore(place.value)) ??
    places.find((place) => place.secret.part !== 'url-password') ?? { value, secret };
  // a command gives no name to a variable; a URL that logs in with the same password does
  const name = [owner, ...places]
    .map((place) => variableName(place.value, place.secret))
    .find((one) => one !== undefined);
  if (name === undefined) return [];
  const edits = editsAt(places, (place) => {
    const part = place.secret.reference?.span ?? place.secret.span;
    return place.value.replacePart(part, `\${${name}:?set ${name}}`);
  });
  if (edits === undefined) return [];
  const others = [setBeside(places, context), setElsewhere(places, context)].filter((one) => one !== undefined);
  const also = others.map((one) => `; ${one} too: the same value there`).join('');
  const behind = leftBehind(places, context);
  const all = alsoIn(places);
  const required = `Require ${name} from the environment${all} (${afterRequired({ value, secret }, context)}${behind}${also})`;
  // a place that cannot be edited (an anchor shared with others) would go on with the old value: then no new one is made
  const moved =
    edits.length < places.length
      ? undefined
      : moveToEnvFile({ value, secret }, { name, edits, all, behind, also }, context);
  const asFile = asSecretFile(value, secret, behind, context);
  // what a command shows of a variable is less than what it shows of the secret itself
  const price = places.some((place) => place.value.place === 'compose-command') ? ['secret/variable-in-command'] : [];
  const inPlace = [fix(required, 'behavior-changing', edits), ...(moved ? [moved] : [])];
  return [...inPlace.map((one) => (price.length === 0 ? one : { ...one, price })), ...(asFile ? [asFile] : [])];
}

/** The other services of the same image that get the same value: nodes of one program, replicas and shards of one store. */
function alsoIn([self, ...others]: readonly SecretPlace[]): string {
  const twins = others.filter(({ value }) => value.name === self?.value.name && value.image === self.value.image);
  const names = [...new Set(twins.flatMap(({ value }) => value.owner ?? []))].filter(
    (one) => one !== self?.value.owner,
  );
  const [first] = names;
  if (first === undefined || self?.value.image === undefined) return '';
  return `, also for "${first}"${names.length === 1 ? '' : ` and ${names.length - 1} more`}`;
}

/** A good value moves as it is; a bad one only where it can be replaced and stands nowhere else. */
function asSecretFile(value: NamedValue, secret: JudgedSecret, behind: string, context: RuleContext): Fix | undefined {
  const { verdict } = secret.grade;
  if (verdict === 'strong' || verdict === 'leaked') return moveToSecretFile(value, secret, { kind: 'keep' }, context);
  if (standsElsewhere(secret, context) || !mayGenerate(value, secret, context)) return undefined;
  return moveToSecretFile(value, secret, { kind: 'generate', behind }, context);
}

/**
 * The edits at all places. `undefined` when one of them cannot be edited: a login with a new password on one side fails. Another default of
 * the same variable may stay, the variable wins there too.
 */
function editsAt(
  places: readonly SecretPlace[],
  edit: (place: SecretPlace) => readonly TextEdit[] | undefined,
): readonly FileEdit[] | undefined {
  const lists = places.map((place) => edit(place));
  const [first] = lists;
  const [self] = places;
  if (first === undefined || self === undefined) return undefined;
  const all = lists.flatMap((list) => list ?? []);
  if (!lists.includes(undefined) && areDisjoint(all)) return editsIn(self.value, all);
  const { reference } = self.secret;
  const others = places
    .slice(1)
    .every(({ secret }) => reference !== undefined && secret.reference?.name === reference.name);
  return others ? editsIn(self.value, first) : undefined;
}

/** The variable a secret of a compose file moves to. */
function variableName(value: NamedValue, secret: JudgedSecret): string | undefined {
  if (secret.reference !== undefined) return secret.reference.name;
  if (value.place !== 'compose-environment' && value.place !== 'compose-build-arg') return undefined;
  const upper = value.name.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
  if (!/^[A-Z_]/.test(upper)) return undefined;
  if (secret.part === 'value') return upper;
  const stem = upper.replace(/_?(?:CONNECTION_STRING|URL|URI|DSN|AUTH)$/, '') || 'URL';
  return `${stem}_${secret.part === 'token' ? 'TOKEN' : secret.purpose === 'password' ? 'PASSWORD' : 'KEY'}`;
}

function generate(value: NamedValue, secret: JudgedSecret, context: RuleContext): readonly Fix[] {
  if (secret.part === 'default' || !mayGenerate(value, secret, context) || isBlankForm(value, context)) return [];
  // one key for everybody who copies the file would be worse than none
  const isTracked = (value.tracked ?? context.tracked) === true;
  if (secret.grade.verdict === 'empty' && isTracked) return [];
  // a TOML file is shared: a better password inside its URL would still be a password in a shared URL
  if (secret.part === 'url-password' && value.format !== 'dotenv') return [];
  const places = value.format === 'dotenv' ? placesOf(value, secret, context) : [{ value, secret }];
  if (places === undefined || isCopiedInOtherFile(places, context)) return [];
  const { format, label } = formatOf(value, secret, context);
  const edit = (text: string) =>
    editsAt(places, (place) =>
      place.secret.part === 'value' ? place.value.replaceWith(text) : place.value.replacePart(place.secret.span, text),
    );
  // decided by a probe: the real value is made only when somebody applies the fix
  if (edit(PROBE) === undefined) return [];
  const warning = `${afterNewValue({ value, secret })}${isTracked ? '; git tracks this file' : ''}`;
  return [
    {
      title: `Generate ${secret.name}${alsoFor(places)}: ${label} (${warning})`,
      safety: 'behavior-changing',
      edits: () => edit(generateSecret(format)) ?? [],
    },
  ];
}

const PROBE = 'x';

/** The other variables that get the same value: the other side of a login, or another login with one password. */
function alsoFor([self, ...others]: readonly SecretPlace[]): string {
  const names = [...new Set(others.map(({ value }) => value.name))].filter((name) => name !== self?.value.name);
  const [first] = names;
  if (first === undefined) return '';
  return `, also for ${first}${names.length === 1 ? '' : ` and ${names.length - 1} more`}`;
}
