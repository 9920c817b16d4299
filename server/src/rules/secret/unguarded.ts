import { fix } from '../../finding/fix.ts';
import { classifyKey, isIssued, type Purpose } from '../../secrets/purpose.ts';
import type { NamedValue, Reference } from '../../subjects/named-value.ts';
import { editsIn, inFileOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

/** What must not silently be empty. */
const NEEDED: ReadonlySet<Purpose> = new Set([
  'password',
  'signing-key',
  'app-secret',
  'django-key',
  'rails-key-base',
  'laravel-key',
  'fernet-key',
  'master-key',
  'encryption-key',
]);

export default defineRule({
  id: 'secret/unguarded',
  subject: 'namedValue',
  severity: 'medium',
  category: 'secret',
  profile: 'recommended',
  stages: 'production',
  formats: ['compose'],
  summary: 'Secret becomes empty when its variable is not set',
  fix: 'behavior-changing',
  check(value, report) {
    if (value.place !== 'compose-environment') return;
    const reference = bareSecret(value);
    if (reference === undefined) return;
    const shown = reference.name.length > 40 ? `${reference.name.slice(0, 39)}…` : reference.name;
    const edits = value.replacePart(reference.span, `\${${reference.name}:?set ${reference.name}}`);
    const title = `Require ${reference.name} (Compose refuses to start until it is set)`;
    report({
      at: inFileOf(value, reference.span),
      message: `${shown} unset means an empty secret and only a warning; require it with \${${shown}:?}`,
      fixes: edits === undefined ? [] : [fix(title, 'behavior-changing', editsIn(value, edits))],
    });
  },
});

/** The one reference that makes up the value, without an operator and not set by any file that was read. */
function bareSecret(value: NamedValue): Reference | undefined {
  const [reference] = value.references;
  if (reference === undefined || reference.operator !== '' || value.references.length > 1) return undefined;
  if (reference.span.start !== value.valueSpan.start || reference.span.end !== value.valueSpan.end) return undefined;
  if (reference.resolved !== undefined && reference.resolved.text !== '') return undefined;
  const key = classifyKey(value.name);
  if (key.kind !== 'secret' || !NEEDED.has(key.purpose) || isIssued(value.name) || isIssued(reference.name))
    return undefined;
  return reference;
}
