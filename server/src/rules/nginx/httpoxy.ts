import { fixIf } from '../../finding/fix.ts';
import { defineRule } from '../contract.ts';

const KINDS: Readonly<Record<string, string>> = {
  fastcgi_pass: 'fastcgi_param',
  uwsgi_pass: 'uwsgi_param',
  scgi_pass: 'scgi_param',
};

export default defineRule({
  id: 'nginx/httpoxy',
  subject: 'nginxDirective',
  severity: 'low',
  category: 'exposure',
  profile: 'strict',
  stages: 'production',
  summary: 'A Proxy header reaches the application as HTTP_PROXY',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    const param = KINDS[directive.name];
    if (param === undefined) return;
    const { scope } = directive;
    const inForce = scope.array(param);
    if (
      !inForce.known ||
      inForce.directives.some((it) => it.arg(0) === 'HTTP_PROXY') ||
      inForce.directives.length === 0
    )
      return;
    const last = inForce.directives.filter(({ uri }) => uri === directive.uri).at(-1);
    report({
      at: directive.at,
      message: `A Proxy header becomes HTTP_PROXY for old applications; add ${param} HTTP_PROXY ""`,
      fixes: fixIf(
        `Add ${param} HTTP_PROXY "" (the application no longer sees the header)`,
        'behavior-changing',
        last === undefined ? undefined : scope.model.edit.insertAfter(last, [`${param} HTTP_PROXY "";`]),
      ),
    });
  },
});
