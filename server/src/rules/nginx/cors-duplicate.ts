import { fixIf } from '../../finding/fix.ts';
import { ALLOW_ORIGIN, mayBeSentTwice } from '../../subjects/nginx/cors.ts';
import { HEADER_DIRECTIVES, headerOf } from '../../subjects/nginx/response-headers.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/cors-duplicate',
  subject: 'nginxDirective',
  directives: HEADER_DIRECTIVES,
  severity: 'low',
  category: 'correctness',
  profile: 'strict',
  stages: 'production',
  summary: 'The application may send Access-Control-Allow-Origin as well',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    const { scope } = directive;
    if (headerOf(directive)?.name !== ALLOW_ORIGIN || !mayBeSentTwice(scope)) return;
    const hidden = scope.array('proxy_hide_header');
    if (scope.own('add_header').find((it) => headerOf(it)?.name === ALLOW_ORIGIN) !== directive) return;
    report({
      at: directive.argAt(0),
      message: 'The application may send this header too, and browsers refuse two; add proxy_hide_header for it',
      fixes: fixIf(
        'Hide the application’s header (only nginx’s value is sent)',
        'behavior-changing',
        hidden.directives.length === 0 || hidden.scope === scope
          ? scope.model.edit.insert(scope, ['proxy_hide_header Access-Control-Allow-Origin;'])
          : undefined,
      ),
    });
  },
});
