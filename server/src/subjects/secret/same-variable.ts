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
  const { allowsNone, roots } = accountsOf(value, context);
  // a store that lets people in without a password is a developer's: its accounts need no passwords of their own
  if (allowsNone) return undefined;
  return roots
    .get(name)
    ?.find((other) => wordsOf(other.name).some((word) => DATABASES.has(word) && words.includes(word)));
}

/** The administrators' passwords of a service. */
interface Accounts {
  allowsNone: boolean;
  /** By the variable they are. */
  readonly roots: Map<string, NamedValue[]>;
}

/** Asked for every password of a file. A cache only. */
const byOwner = new WeakMap<readonly NamedValue[], ReadonlyMap<string | undefined, Accounts>>();

function accountsOf({ owner }: NamedValue, context: RuleContext): Accounts {
  const values = context.all('namedValue');
  let known = byOwner.get(values);
  if (known === undefined) {
    known = readAccounts(values);
    byOwner.set(values, known);
  }
  return known.get(owner) ?? { allowsNone: false, roots: new Map() };
}

function readAccounts(values: readonly NamedValue[]): ReadonlyMap<string | undefined, Accounts> {
  const accounts = new Map<string | undefined, Accounts>();
  for (const value of values) {
    const own = accounts.get(value.owner) ?? { allowsNone: false, roots: new Map<string, NamedValue[]>() };
    accounts.set(value.owner, own);
    if (ALLOWS_NONE.test(value.name) && isOn(value.literal ?? '')) own.allowsNone = true;
    const name = wholeReference(value);
    if (name === undefined || !isPassword(value) || !isRoot(wordsOf(value.name))) continue;
    const same = own.roots.get(name);
    if (same === undefined) own.roots.set(name, [value]);
    else if (same.length < MOST_ROOTS) same.push(value);
  }
  return accounts;
}

/** No store of a person has more names for one account. */
const MOST_ROOTS = 50;

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
