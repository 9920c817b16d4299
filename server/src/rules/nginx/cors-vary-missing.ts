import { fixIf } from '../../finding/fix.ts';
import { ALLOW_ORIGIN, ownHeaders } from '../../subjects/nginx/cors.ts';
import { isFirstHeader } from '../../subjects/nginx/first-of.ts';
import { responseHeaders } from '../../subjects/nginx/response-headers.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/cors-vary-missing',
  subject: 'nginxDirective',
  severity: 'low',
  category: 'correctness',
  profile: 'recommended',
  stages: 'production',
  summary: 'The allowed origin changes by request but Vary does not say so',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(start, report) {
    if (!isFirstHeader(start)) return;
    const { scope } = start;
    const [header] = ownHeaders(scope, ALLOW_ORIGIN).filter(({ value }) => value.includes('$'));
    if (header === undefined || header.directive.name !== 'add_header' || scope.kind === 'if') return;
    // A variable that is the same for everybody (`$scheme://$host`) needs no Vary.
    if (!/origin|cors|referer|allow/i.test(header.value)) return;
    const varies = responseHeaders(scope)
      .all('vary')
      .some(({ value }) => /origin|\*|\$/i.test(value));
    if (varies) return;
    report({
      at: header.directive.at,
      message: 'Access-Control-Allow-Origin changes by request; add Vary: Origin so that caches keep answers apart',
      fixes: fixIf(
        'Add Vary: Origin (caches keep one answer per origin)',
        'behavior-changing',
        scope.model.edit.insertAfter(header.directive, ['add_header Vary Origin always;']),
      ),
    });
  },
});
