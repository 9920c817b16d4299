import { accessTo } from '../../subjects/nginx/access.ts';
import { answer, handlerOf, isForDevelopment, isLocal } from '../../subjects/nginx/answers.ts';
import { labelOf } from '../../subjects/nginx/scope-label.ts';
import { defineRule } from '../contract.ts';

const LOGIN =
  /(^|[/_.-])(log-?in|sign-?in|wp-login|auth(enticate)?|sessions?|token|otp|password|reset-password|2fa|mfa|oauth\/token)(\.php|[/_.?-]|$|\b)/i;

export default defineRule({
  id: 'nginx/login-no-limit',
  subject: 'nginxScope',
  severity: 'low',
  category: 'limits',
  profile: 'strict',
  stages: 'production',
  summary: 'A login address has no rate limit',
  fix: 'none',
  formats: ['nginx'],
  check(scope, report) {
    const { location, server } = scope;
    if (scope.kind !== 'location' || location === undefined || server === undefined || !LOGIN.test(location.path))
      return;
    if (isLocal(server) || isForDevelopment(server) || handlerOf(scope) === undefined || answer(scope) !== undefined)
      return;
    if (accessTo(scope) !== 'open') return;
    const limits = scope.array('limit_req');
    if (!limits.known || limits.directive !== undefined) return;
    report({
      at: location.pathAt,
      message: `${labelOf(scope)} has no rate limit, so passwords can be tried at full speed; add limit_req`,
    });
  },
});
