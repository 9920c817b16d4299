import { contextList, contextName } from '../../subjects/nginx/validation/context-names.ts';
import { misuseOf } from '../../subjects/nginx/validation/misuse.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/invalid-directive-context',
  subject: 'nginxDirective',
  severity: 'high',
  category: 'correctness',
  profile: 'essential',
  stages: 'any',
  summary: 'A directive stands in a block that does not allow it',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report, context) {
    const misuse = misuseOf(directive, context.nginx.version);
    if (misuse?.kind !== 'context') return;
    const here = contextName(directive.scope.context);
    report({
      at: directive.at,
      message: `"${directive.name}" is not allowed in ${here}, nginx will not start: move it to ${contextList(misuse.allowed, directive.scope.context)}`,
    });
  },
});
