import type { RuleContext } from '../../subjects/context.ts';
import type { NamedValue } from '../../subjects/named-value.ts';
import { inFileOf } from '../../subjects/setting.ts';
import { resolvedPart, type UrlValue } from '../../subjects/url.ts';
import { defineRule } from '../contract.ts';

/** Accounts that database images create: the scheme that reaches them, the variable of the user or its fixed name, the variable of the password. */
const ACCOUNTS: readonly (readonly [RegExp, { readonly variable?: string; readonly name?: string }, string])[] = [
  [/^postgres(ql)?\b/, { variable: 'POSTGRES_USER', name: 'postgres' }, 'POSTGRES_PASSWORD'],
  [/^(mysql2?|mariadb)\b/, { variable: 'MYSQL_USER' }, 'MYSQL_PASSWORD'],
  [/^(mysql2?|mariadb)\b/, { variable: 'MARIADB_USER' }, 'MARIADB_PASSWORD'],
  [/^(mysql2?|mariadb)\b/, { name: 'root' }, 'MYSQL_ROOT_PASSWORD'],
  [/^(mysql2?|mariadb)\b/, { name: 'root' }, 'MARIADB_ROOT_PASSWORD'],
  [/^mongodb$/, { variable: 'MONGO_INITDB_ROOT_USERNAME' }, 'MONGO_INITDB_ROOT_PASSWORD'],
  [/^amqp$/, { variable: 'RABBITMQ_DEFAULT_USER', name: 'guest' }, 'RABBITMQ_DEFAULT_PASS'],
];

export default defineRule({
  id: 'url/password-mismatch',
  subject: 'url',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'production',
  formats: ['dotenv', 'compose'],
  summary: 'URL and database variable give one account two passwords',
  fix: 'none',
  check(url, report, context) {
    const { user, password, host } = url;
    if (user === undefined || password === undefined || host === undefined || url.hosts.length !== 1) return;
    const given = decode(resolvedPart(url.value, password));
    const name = decode(resolvedPart(url.value, user));
    if (given === undefined || given === '' || name === undefined) return;
    const beside = neighbours(url, context);
    for (const [scheme, account, variable] of ACCOUNTS) {
      if (!scheme.test(url.scheme)) continue;
      const set = beside.get(variable) ?? [];
      const [only] = set;
      if (only?.resolved === undefined || only.resolved === '' || only.resolved === given || set.length > 1) continue;
      if (accountOf(account, beside) !== name) continue;
      const shown = url.value.name.length > 36 ? `${url.value.name.slice(0, 35)}…` : url.value.name;
      report({
        at: inFileOf(url.value, password.span),
        message: `${shown} logs in with another password than ${variable} sets for that user; use one for both`,
        related: [{ at: inFileOf(only, only.valueSpan), message: `${variable} is set here` }],
      });
      return;
    }
  },
});

/** What the database is set up with: in Compose the service the URL's host names, in a `.env` the file itself. */
function neighbours(url: UrlValue, context: RuleContext): ByName {
  const values = context.all('environmentVariable');
  let known = groups.get(values);
  if (known === undefined) {
    known = groupValues(values, context.format === 'compose');
    groups.set(values, known);
  }
  const host = context.format !== 'compose' || url.host === undefined ? undefined : resolvedPart(url.value, url.host);
  return known.get(host) ?? new Map();
}

type ByName = ReadonlyMap<string, readonly NamedValue[]>;

/** Asked for every URL of a file. A cache only. */
const groups = new WeakMap<readonly NamedValue[], ReadonlyMap<string | undefined, ByName>>();

/** Variables by the service they belong to (in Compose), then by name. */
function groupValues(values: readonly NamedValue[], byOwner: boolean): ReadonlyMap<string | undefined, ByName> {
  const found = new Map<string | undefined, Map<string, NamedValue[]>>();
  for (const value of values) {
    const owner = byOwner ? value.owner : undefined;
    const names = found.get(owner) ?? new Map<string, NamedValue[]>();
    found.set(owner, names);
    const same = names.get(value.name);
    if (same === undefined) names.set(value.name, [value]);
    else same.push(value);
  }
  return found;
}

function accountOf(
  account: { readonly variable?: string; readonly name?: string },
  values: ByName,
): string | undefined {
  const set = account.variable === undefined ? undefined : values.get(account.variable)?.[0];
  return set === undefined ? account.name : set.resolved;
}

function decode(text: string | undefined): string | undefined {
  if (text === undefined || !text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
