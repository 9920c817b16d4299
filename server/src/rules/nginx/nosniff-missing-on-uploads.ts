import { fixIf } from '../../finding/fix.ts';
import { refuses } from '../../subjects/nginx/access.ts';
import { answer, handlerOf } from '../../subjects/nginx/answers.ts';
import { addHeaderEdits, copiedHeaders, responseHeaders } from '../../subjects/nginx/response-headers.ts';
import { labelOf } from '../../subjects/nginx/scope-label.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/nosniff-missing-on-uploads',
  subject: 'nginxScope',
  severity: 'medium',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'Uploaded files are sent without nosniff',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(scope, report) {
    const { location } = scope;
    if (
      scope.kind !== 'location' ||
      location === undefined ||
      handlerOf(scope) !== undefined ||
      answer(scope) !== undefined ||
      refuses(scope)
    )
      return;
    if (!/\/(uploads?|user-?content|user-?files|attachments?|avatars?)\b/i.test(location.path)) return;
    const headers = responseHeaders(scope);
    if (!headers.known || headers.find('x-content-type-options') !== undefined) return;
    // Lost from the server’s set: `add-header-inheritance` says so.
    if (scope.parent !== undefined && responseHeaders(scope.parent).find('x-content-type-options') !== undefined)
      return;
    const name = 'X-Content-Type-Options';
    report({
      at: scope.at,
      message: `${labelOf(scope)} sends uploads without nosniff, so browsers may run them; add ${name} nosniff`,
      fixes: fixIf(
        `Send ${name} nosniff (browsers stop guessing the type of these files)`,
        'behavior-changing',
        addHeaderEdits(scope, [{ name, statement: `add_header ${name} nosniff always;` }]),
        copiedHeaders(scope),
      ).map((one) => ({ ...one, price: ['nginx/security-headers-missing'] })),
    });
  },
});
