import { isOn } from '../../knowledge/env/switch.ts';
import { classifyKey } from '../../secrets/purpose.ts';
import { wordsOf } from '../../secrets/words.ts';
import type { RuleContext } from '../context.ts';
import type { NamedValue } from '../named-value.ts';
import { isAtStore } from './places.ts';

/** Words of a name that say whose password it is. */
export const DATABASES: ReadonlySet<string> = new Set([
  'MYSQL',
  'MARIADB',
  'POSTGRES',
  'MONGO',
  'MONGODB',
  'INITDB',
  'DB',
]);

/** Whether the words of a name are those of an administrator's password. */
export function isRoot(words: readonly string[]): boolean {
  return words.includes('ROOT') || words.includes('SUPERUSER');
}

/** The password of the administrator that a data store takes from the same variable as a user's, in one service. */
export function sameVariableForRoot(value: NamedValue, context: RuleContext): NamedValue | undefined {
  const name = wholeReference(value);
  if (name === undefined || !isAtStore(value) || !isPassword(value) || isRoot(wordsOf(value.name))) return undefined;
  const words = wordsOf(value.name);
  const beside = context.all('namedValue').filter(({ owner }) => owner === value.owner);
  // a store that lets people in without a password is a developer's: its accounts need no passwords of their own
  if (beside.some((other) => ALLOWS_NONE.test(other.name) && isOn(other.literal ?? ''))) return undefined;
  return beside.find((other) => {
    if (wholeReference(other) !== name || !isPassword(other)) return false;
    const others = wordsOf(other.name);
    return isRoot(others) && others.some((word) => DATABASES.has(word) && words.includes(word));
  });
}

const ALLOWS_NONE = /^(?:MYSQL|MARIADB)_ALLOW_EMPTY_(?:ROOT_)?PASSWORD$/;

function isPassword({ name }: NamedValue): boolean {
  const key = classifyKey(name);
  return key.kind === 'secret' && key.purpose === 'password';
}

/** The variable whose value this is as it stands. */
function wholeReference({ references, valueSpan }: NamedValue): string | undefined {
  const [reference] = references;
  if (references.length !== 1 || reference === undefined) return undefined;
  return reference.span.start === valueSpan.start && reference.span.end === valueSpan.end ? reference.name : undefined;
}
