import { fixIf } from '../../finding/fix.ts';
import { replacePath } from '../../subjects/nginx/location-edits.ts';
import { labelOf } from '../../subjects/nginx/scope-label.ts';
import { upstreamTarget } from '../../subjects/nginx/upstream-target.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/proxy-off-by-slash',
  subject: 'nginxDirective',
  directives: ['proxy_pass'],
  severity: 'high',
  category: 'exposure',
  profile: 'essential',
  stages: 'any',
  summary: 'Clients can leave the proxied folder of the application',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    const { location } = directive.scope;
    if (location === undefined || location.scope !== directive.scope) return;
    if ((location.modifier !== '' && location.modifier !== '^~') || location.path === '' || location.path.endsWith('/'))
      return;
    const uri = upstreamTarget(directive)?.uri;
    // With `/` alone there is nothing above the folder to climb to.
    if (uri === undefined || uri === '/' || !uri.endsWith('/') || uri.includes('$')) return;
    report({
      at: location.pathAt,
      message: `${labelOf(location.scope)} maps ${location.path.slice(0, 20)}../ above ${uri.slice(0, 20)} of the application; end it with /`,
      related: [{ at: directive.argAt(0), message: 'The path requests are mapped to' }],
      fixes: fixIf(
        `Write location ${location.path}/ (${location.path} without the slash is no longer proxied from here)`,
        'behavior-changing',
        replacePath(location, `${location.path}/`),
      ),
    });
  },
});
