import { answer, handlerOf } from '../../subjects/nginx/answers.ts';
import { isAssetPath } from '../../subjects/nginx/content.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/referer-as-auth',
  subject: 'nginxScope',
  severity: 'low',
  category: 'access',
  profile: 'strict',
  stages: 'production',
  summary: 'Access is decided by a header the client writes',
  fix: 'none',
  formats: ['nginx'],
  check(scope, report) {
    const place = scope.location?.scope;
    if (scope.kind !== 'if' || place === undefined || handlerOf(place) === undefined || isAssetPath(place)) return;
    const test = (scope.opener?.values.join(' ') ?? '').toLowerCase();
    const isReferer = /\$invalid_referer\b|\$http_referer\b\)? *!/.test(test);
    if (!isReferer && !/\$http_user_agent\b\)? *!/.test(test)) return;
    if (![401, 403, 404, 444].includes(answer(scope)?.status ?? 0)) return;
    const name = isReferer ? 'Referer' : 'User-Agent';
    report({
      at: scope.at,
      message: `${name} is whatever the client writes, so this keeps nobody out; ask for a login or an address`,
    });
  },
});
