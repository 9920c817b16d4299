import type { NginxDirective, NginxScope } from '../../formats/nginx/model/model.ts';
import { isAssetPath } from '../../subjects/nginx/content.ts';
import { responseHeaders } from '../../subjects/nginx/response-headers.ts';
import { defineRule } from '../contract.ts';

const FRAMING: readonly string[] = ['x-frame-options', 'content-security-policy'];

export default defineRule({
  id: 'nginx/security-header-hidden',
  subject: 'nginxDirective',
  severity: 'medium',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'A header with which the application protects its pages is taken away',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    if (!isHidden(directive)) return;
    const { scope } = directive;
    // One finding a block: both headers are hidden for one reason.
    if (scope.own(directive.name).find(isHidden) !== directive) return;
    if (isAssetPath(scope) || /\b(?:api|json|graphql|rpc)\b/i.test(scope.location?.path ?? '')) return;
    if (isReplaced(scope)) return;
    report({
      at: directive.argAt(0),
      message: `${directive.name} takes the application’s ${directive.arg(0)} away and nothing replaces it; add one here`,
    });
  },
});

function isHidden({ name, values }: NginxDirective): boolean {
  return /^(?:proxy|fastcgi|uwsgi|scgi)_hide_header$/.test(name) && FRAMING.includes(values[0]?.toLowerCase() ?? '');
}

/** Whether nginx sends a header of its own in its place somewhere below, or may: from a level or an include that is not seen. */
function isReplaced(scope: NginxScope): boolean {
  return [scope, ...scope.descendants()].some((place) => {
    const sent = responseHeaders(place);
    return !sent.known || FRAMING.some((name) => sent.find(name) !== undefined);
  });
}
