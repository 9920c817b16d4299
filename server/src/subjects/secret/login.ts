import type { RuleContext } from '../context.ts';
import type { NamedValue } from '../named-value.ts';

/** What stands beside a password of a client: where it logs in, and as whom. */
export interface Login {
  /** A host without its port; `undefined` when none is written. */
  readonly host: string | undefined;
  readonly user: string | undefined;
}

const PASSWORD_WORD = /_?(?:PASS|PASSWD|PASSWORD|PWD?)$/;
const HOST_WORDS = ['_HOST', '_HOSTNAME', '_SERVER', '_ADDR', '_ADDRESS', '_ENDPOINT'];
const USER_WORDS = ['_USER', '_USERNAME', '_LOGIN'];

/**
 * The login that a password belongs to: `SHOP_DATABASE_HOST` and `SHOP_DATABASE_USER` of the same Compose service, or of the same `.env`
 * file, for `SHOP_DATABASE_PASSWORD`. `undefined` for other places and other names.
 */
export function loginBeside(value: NamedValue, context: RuleContext): Login | undefined {
  const name = value.name.toUpperCase();
  if (!isSetting(value) || !PASSWORD_WORD.test(name)) return undefined;
  const stem = name.replace(PASSWORD_WORD, '');
  const own = variablesOf(value, context);
  const text = (words: readonly string[]) =>
    words.map((word) => own.get(stem + word)?.resolved?.trim()).find((found) => found !== undefined && found !== '');
  return { host: /^[\w.-]+/.exec(text(HOST_WORDS) ?? '')?.[0], user: text(USER_WORDS) };
}

function isSetting({ place }: NamedValue): boolean {
  return place === 'compose-environment' || place === 'dotenv';
}

/** Looked up for every password of a file. A cache only. */
const byOwner = new WeakMap<readonly NamedValue[], ReadonlyMap<string, ReadonlyMap<string, NamedValue>>>();

function variablesOf(value: NamedValue, context: RuleContext): ReadonlyMap<string, NamedValue> {
  const values = context.all('namedValue');
  let known = byOwner.get(values);
  if (known === undefined) {
    const groups = new Map<string, Map<string, NamedValue>>();
    for (const one of values) {
      if (!isSetting(one)) continue;
      const group = groups.get(one.owner ?? '') ?? new Map<string, NamedValue>();
      groups.set(one.owner ?? '', group.set(one.name.toUpperCase(), one));
    }
    known = groups;
    byOwner.set(values, known);
  }
  return known.get(value.owner ?? '') ?? new Map();
}
