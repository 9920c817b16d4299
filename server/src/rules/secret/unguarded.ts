import { fix } from '../../finding/fix.ts';
import type { ComposeModel } from '../../formats/compose/model/model.ts';
import { envDefaults } from '../../formats/compose/model/outside-files.ts';
import { makesNoAccount, neededPurpose, stopsWhenEmpty } from '../../secrets/empty-secrets.ts';
import { isIssued, type Purpose } from '../../secrets/purpose.ts';
import { offFeaturesOf } from '../../subjects/env/switched-off.ts';
import type { NamedValue, Reference } from '../../subjects/named-value.ts';
import { untilSet } from '../../subjects/secret/consequences.ts';
import { variableCredential } from '../../subjects/secret/credential.ts';
import { isForOpenStore } from '../../subjects/secret/open-store.ts';
import { isKnownUnsetSecret, templateLines } from '../../subjects/secret/optional.ts';
import { isAtStore } from '../../subjects/secret/places.ts';
import { editsIn, inFileOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'secret/unguarded',
  subject: 'namedValue',
  severity: 'medium',
  category: 'secret',
  profile: 'strict',
  stages: 'production',
  formats: ['compose'],
  summary: 'Secret becomes empty when its variable is not set',
  fix: 'behavior-changing',
  check(value, report, context) {
    if (value.place !== 'compose-environment') return;
    const reference = bareSecret(value);
    if (reference === undefined || offFeaturesOf(value, context.all('namedValue')).length > 0) return;
    const [file] = context.all('composeFile');
    const template = file && templateLines(file).get(reference.name);
    // compose/unset-variable says that one is missing
    if (template === 'comment' || (file !== undefined && isKnownUnsetSecret(reference.name, file))) return;
    if (template === 'blank' && !isAtStore(value) && isForOpenStore(value, context)) return;
    // Compose warns and the image refuses: nobody runs with an empty secret
    if (stopsWhenEmpty(value.name)) return;
    // what guards a data store or signs is needed; the password of a client may be one of a server that has none
    const isLocked = makesNoAccount(value.name) && isChecker(value);
    const mayBeEmpty = !isLocked && !isAtStore(value) && neededPurpose(value.name) === 'password';
    const isSilent = reference.operator !== '';
    const shown = reference.name.length > 40 ? `${reference.name.slice(0, 39)}…` : reference.name;
    const edits = value.replacePart(reference.span, `\${${reference.name}:?set ${reference.name}}`);
    const optional = value.replacePart(reference.span, `\${${reference.name}:-}`);
    const allowed = `Allow ${reference.name} to be empty (the same as now, without the warning)`;
    const title = `Require ${reference.name} (${untilSet(value, context)})`;
    report({
      at: inFileOf(value, reference.span),
      severity: isLocked || template === 'blank' || isInDefaults(reference.name, file) ? 'low' : 'medium',
      message: isSilent
        ? `${shown} unset means an empty key to sign with, without a warning; require it with :?`
        : isLocked
          ? `${shown} unset gives a warning, then no account is made with it; require it with :?`
          : `${shown} unset means an empty secret and only a warning; require it with :?${mayBeEmpty ? ' or allow it with :-' : ''}`,
      fixes:
        edits === undefined
          ? []
          : [
              fix(title, 'behavior-changing', editsIn(value, edits)),
              ...(!mayBeEmpty || optional === undefined
                ? []
                : [fix(allowed, 'behavior-changing', editsIn(value, optional))]),
            ],
      advice: reference.name,
      credential: variableCredential(value, reference.name),
    });
  },
});

/**
 * Whether a reference gives nothing when its variable is not set: `${X}`, and `${X:-}` for what signs tokens, which nobody means to be
 * empty. An application's own secret may be one that its start script makes where it is empty.
 */
function leavesNothing({ operator, word }: Reference, purpose: Purpose): boolean {
  if (operator === '') return true;
  return purpose === 'signing-key' && operator.endsWith('-') && (word === undefined || word.text === '');
}

/** The one reference that makes up the value, without anything to fall back on and not set by any file that was read. */
function bareSecret(value: NamedValue): Reference | undefined {
  const [reference] = value.references;
  if (reference === undefined || value.references.length > 1) return undefined;
  if (reference.span.start !== value.valueSpan.start || reference.span.end !== value.valueSpan.end) return undefined;
  if (reference.resolved !== undefined && reference.resolved.text !== '') return undefined;
  const purpose = neededPurpose(value.name);
  return purpose !== undefined && leavesNothing(reference, purpose) && !isIssued(reference.name)
    ? reference
    : undefined;
}

/** Whether the variable stands at the program that makes the account, not at a client that logs in with it. */
function isChecker(value: NamedValue): boolean {
  return isAtStore(value) || !/^(?:MYSQL|MARIADB)_/.test(value.name) || value.image === undefined;
}

/** Whether a `defaults.env` beside the file sets the variable: it is loaded as it is, or copied to `.env` as a whole. */
function isInDefaults(name: string, file: ComposeModel | undefined): boolean {
  const lines = (file && envDefaults(file.files))?.text.split(/\r\n|\r|\n/) ?? [];
  return lines.some((line) => line.startsWith(`${name}=`) && line.slice(name.length + 1).trim() !== '');
}
