import { type JudgedSecret, judgeSecrets } from '../../secrets/judge.ts';
import { wordsOf } from '../../secrets/words.ts';
import type { RuleContext } from '../../subjects/context.ts';
import type { NamedValue } from '../../subjects/named-value.ts';
import { credentialOf } from '../../subjects/secret/credential.ts';
import { nameOf } from '../../subjects/secret/report.ts';
import { DATABASES, isRoot, sameVariableForRoot } from '../../subjects/secret/same-variable.ts';
import { inFileOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'secret/reused',
  subject: 'namedValue',
  severity: 'medium',
  category: 'secret',
  profile: 'recommended',
  stages: 'production',
  formats: ['dotenv', 'compose', 'toml'],
  summary: 'One secret serves two purposes',
  fix: 'none',
  check(value, report, context) {
    const secret = ownSecret(value, context);
    if (secret === undefined) {
      const root = sameVariableForRoot(value, context);
      if (root === undefined) return;
      report({
        at: inFileOf(value, value.valueSpan),
        message: `${value.name} is the same variable as ${root.name}: who learns one has both; give it its own`,
        related: [{ at: inFileOf(root, root.valueSpan), message: `${root.name} takes the same variable` }],
      });
      return;
    }
    for (const { value: other, secret: earlier } of sameText(secret.text, context)) {
      if (other === value) return;
      if (!differInRole(earlier, secret)) continue;
      const shown = other.name.length > 34 ? `${other.name.slice(0, 33)}…` : other.name;
      report({
        at: inFileOf(value, secret.span),
        message: `${nameOf(secret)} is the same secret as ${shown}: who learns one has both; generate its own`,
        credential: credentialOf(value, secret, context),
        related: [{ at: inFileOf(other, earlier.span), message: `${shown} holds the same value` }],
      });
      return;
    }
  },
});

interface Owned {
  readonly value: NamedValue;
  readonly secret: JudgedSecret;
}

/** One secret under this many names is compared; what more there are says nothing new. */
const MOST_NAMES = 50;

/** Asked for every secret of a file. A cache only. */
const byText = new WeakMap<readonly NamedValue[], ReadonlyMap<string, readonly Owned[]>>();

/** The secrets of the document with this text, in order. */
function sameText(text: string, context: RuleContext): readonly Owned[] {
  const values = context.all('namedValue');
  let known = byText.get(values);
  if (known === undefined) {
    known = groupByText(values, context);
    byText.set(values, known);
  }
  return known.get(text) ?? [];
}

function groupByText(values: readonly NamedValue[], context: RuleContext): ReadonlyMap<string, readonly Owned[]> {
  const groups = new Map<string, Owned[]>();
  for (const value of values) {
    const secret = ownSecret(value, context);
    if (secret === undefined) continue;
    const same = groups.get(secret.text);
    if (same === undefined) groups.set(secret.text, [{ value, secret }]);
    else if (same.length < MOST_NAMES) same.push({ value, secret });
  }
  return groups;
}

/** The secret a value is as a whole, when it is a good one: bad ones are reported for what they are. */
function ownSecret(value: NamedValue, context: RuleContext): JudgedSecret | undefined {
  const [secret] = judgeSecrets(value, context.workspaceWords);
  if (secret === undefined || secret.part !== 'value') return undefined;
  return secret.grade.verdict === 'strong' || secret.grade.verdict === 'short' ? secret : undefined;
}

type Role = 'password' | 'signing' | 'encryption' | 'salt';

function roleOf(secret: JudgedSecret): Role | undefined {
  switch (secret.purpose) {
    case 'password':
      return 'password';
    case 'signing-key':
    case 'app-secret':
    case 'django-key':
    case 'rails-key-base':
      return 'signing';
    case 'encryption-key':
    case 'master-key':
    case 'fernet-key':
    case 'laravel-key':
      return 'encryption';
    case 'salt':
      return 'salt';
    default:
      return undefined;
  }
}

/** Whether two secrets should not be one. Two names for one thing are normal: only what surely differs counts. */
function differInRole(a: JudgedSecret, b: JudgedSecret): boolean {
  const roles = [roleOf(a), roleOf(b)];
  if (a.name === b.name || roles.includes(undefined)) return false;
  if (roles[0] !== roles[1]) return true;
  const [x, y] = [wordsOf(a.name), wordsOf(b.name)];
  if (roles[0] === 'password')
    return isRoot(x) !== isRoot(y) && x.some((word) => DATABASES.has(word) && y.includes(word));
  return (
    x.some((word) => KINDS.has(word) && !y.includes(word)) && y.some((word) => KINDS.has(word) && !x.includes(word))
  );
}

const KINDS: ReadonlySet<string> = new Set([
  'JWT',
  'SESSION',
  'COOKIE',
  'CSRF',
  'REFRESH',
  'ACCESS',
  'RESET',
  'WEBHOOK',
  'ADMIN',
  'TRANSFER',
  'ENCRYPTION',
]);
