import { fixIf } from '../../finding/fix.ts';
import { duplicatesIn } from '../../subjects/nginx/validation/duplicates.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/duplicate-directive',
  subject: 'document',
  severity: 'high',
  category: 'correctness',
  profile: 'essential',
  stages: 'any',
  summary: 'A directive, location, upstream or listen that may stand only once is written twice',
  fix: 'safe',
  formats: ['nginx'],
  check(model, report) {
    if (model.format !== 'nginx' || model.file.template !== undefined) return;
    const top = model.top.visible ? [] : [model.top];
    for (const { first, second, message } of [...top, ...model.scopes].flatMap(duplicatesIn)) {
      const isSame =
        second.block === undefined && first.name === second.name && sameValues(first.values, second.values);
      report({
        at: second.at,
        message: `${message} in one block, nginx will not start: keep one of the two`,
        related: [{ at: first.at, message: 'the first one' }],
        fixes: isSame ? fixIf('Remove the repeated line', 'safe', model.edit.remove(second)) : [],
      });
    }
  },
});

function sameValues(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
