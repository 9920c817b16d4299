import { classifyKey } from '../../secrets/purpose.ts';
import type { NamedValue, Reference } from '../../subjects/named-value.ts';
import { inFileOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'secret/variable-in-command',
  subject: 'namedValue',
  severity: 'low',
  category: 'secret',
  profile: 'strict',
  stages: 'production',
  formats: ['compose'],
  summary: 'Secret comes onto a command line through a variable',
  fix: 'none',
  check(value, report) {
    const reference = value.place === 'compose-command' ? secretReference(value) : undefined;
    if (reference === undefined) return;
    const name = reference.name.length > 34 ? `${reference.name.slice(0, 33)}…` : reference.name;
    report({
      at: inFileOf(value, reference.span),
      message: `${name} is filled into the command line, visible in ps and docker inspect; pass it by file or environment`,
    });
  },
});

/** The reference that Compose fills in where the command line takes a secret. */
function secretReference(value: NamedValue): Reference | undefined {
  const { references, source, valueSpan, name } = value;
  const last = references.at(-1);
  // a default that is written here is the matter of other rules
  if (last === undefined || (last.word !== undefined && last.word.text !== '' && last.operator.endsWith('-')))
    return undefined;
  const before = source.slice(0, last.span.start - valueSpan.start);
  if (before === '') return classifyKey(name).kind === 'secret' ? last : undefined;
  // `user:${PASSWORD}`, `scheme://user:${PASSWORD}@host`
  const isPair = name === 'basic_auth' && /^[^:]{1,200}:$/.test(before);
  return isPair || /:\/\/[^/@\s]{0,200}:$/.test(before) ? last : undefined;
}
