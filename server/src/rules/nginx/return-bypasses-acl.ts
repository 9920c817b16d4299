import type { NginxDirective, NginxScope } from '../../formats/nginx/model/model.ts';
import { type Answer, answer, goesToHttps } from '../../subjects/nginx/answers.ts';
import { defineRule } from '../contract.ts';

const RULES = ['deny', 'auth_basic', 'auth_request', 'auth_jwt', 'limit_req'] as const;

export default defineRule({
  id: 'nginx/return-bypasses-acl',
  subject: 'nginxScope',
  severity: 'high',
  category: 'access',
  profile: 'recommended',
  stages: 'any',
  summary: 'return answers before the access rules of its block are checked',
  fix: 'none',
  formats: ['nginx'],
  check(scope, report) {
    const place = scope.kind === 'if' ? scope.location?.scope : scope;
    if (place?.kind !== 'location' || scope.location?.modifier === '@' || place.first('internal') !== undefined) return;
    const sent = answer(scope);
    if (sent === undefined || sent.directive.scope !== scope || (sent.status ?? 200) >= 400) return;
    // A redirect or an empty preflight answer under a condition hands nothing out.
    if (scope !== place && (sent.isRedirect || sent.status === 204)) return;
    const ignored = ignoredRule(place, sent);
    if (ignored === undefined) return;
    report({
      at: sent.directive.at,
      message: `${sent.directive.name} answers before ${ignored.name} is checked, so everybody gets it; serve it by try_files`,
      ...(sent.isRedirect ? { severity: 'medium' as const } : {}),
      related: [{ at: ignored.at, message: 'The rule that is not checked' }],
    });
  },
});

/** The access rule written in the same block; a rate limit only counts in front of a body. */
function ignoredRule(scope: NginxScope, sent: Answer): NginxDirective | undefined {
  if (sent.isRedirect && goesToHttps(sent.text) && sent.text?.includes('$request_uri') === true) return undefined;
  const own = RULES.flatMap((name) => scope.own(name)).filter((directive) => directive.arg(0)?.toLowerCase() !== 'off');
  return own.find(({ name }) => name !== 'limit_req' || !sent.isRedirect);
}
