import { fixIf } from '../../finding/fix.ts';
import type { NginxScope } from '../../formats/nginx/model/model.ts';
import { isExplained } from '../../subjects/nginx/comments.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/ignore-invalid-headers-off',
  subject: 'nginxDirective',
  severity: 'low',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'Headers with unusual names reach the application',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    const wanted = { underscores_in_headers: 'off', ignore_invalid_headers: 'on' }[directive.name];
    const value = directive.arg(0)?.toLowerCase();
    if (wanted === undefined || value === wanted || (value !== 'on' && value !== 'off')) return;
    if (isExplained(directive) || !becomesEnvironment(directive.scope)) return;
    report({
      at: directive.argAt(0),
      message: `${directive.name} ${value} lets look-alikes such as X_Forwarded_For through; set it ${wanted}`,
      fixes: fixIf(
        `Set ${directive.name} ${wanted} (headers with ${directive.name.startsWith('under') ? 'an underscore in their name' : 'unusual names'} are dropped)`,
        'behavior-changing',
        directive.scope.model.edit.replaceArg(directive, 0, wanted),
      ),
    });
  },
});

const CGI: readonly string[] = ['fastcgi_pass', 'uwsgi_pass', 'scgi_pass'];

/** Whether header names become variables there, in which `-` and `_` are one; unknown where nothing is passed on in sight. */
function becomesEnvironment(scope: NginxScope): boolean {
  const passes = [scope, ...scope.descendants()].flatMap(({ directives }) =>
    directives.filter(({ name }) => name === 'grpc_pass' || name === 'proxy_pass' || CGI.includes(name)),
  );
  return passes.length === 0 || passes.some(({ name }) => CGI.includes(name));
}
