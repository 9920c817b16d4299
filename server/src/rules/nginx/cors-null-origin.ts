import { fixIf } from '../../finding/fix.ts';
import { ALLOW_ORIGIN } from '../../subjects/nginx/cors.ts';
import { headerOf } from '../../subjects/nginx/response-headers.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/cors-null-origin',
  subject: 'nginxDirective',
  severity: 'medium',
  category: 'access',
  profile: 'recommended',
  stages: 'any',
  summary: 'The origin null is allowed',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    const { edit } = directive.scope.model;
    const message = 'Origin null is what any sandboxed frame sends, so this allows every site; remove it';
    const header = headerOf(directive);
    if (header?.name === ALLOW_ORIGIN && header.value.trim() === 'null') {
      report({ at: directive.argAt(header.valueIndex), message });
      return;
    }
    if (directive.name !== 'map' || directive.arg(0)?.toLowerCase() !== '$http_origin') return;
    for (const line of directive.block?.directives ?? []) {
      if (line.name !== 'null' || (line.arg(0) ?? '') === '' || line.arg(0) === '0') continue;
      report({
        at: line.at,
        message,
        fixes: () =>
          fixIf('Remove the origin null (sandboxed pages lose access)', 'behavior-changing', edit.remove(line)),
      });
    }
  },
});
