import { fixIf } from '../../finding/fix.ts';
import { accessTo } from '../../subjects/nginx/access.ts';
import { localOnlyEdits } from '../../subjects/nginx/local-only.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/status-page-exposed',
  subject: 'nginxDirective',
  severity: 'medium',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'The nginx status page is open to everybody',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    if (directive.name !== 'stub_status' || directive.arg(0)?.toLowerCase() === 'off') return;
    const { scope } = directive;
    if (accessTo(scope) !== 'open') return;
    report({
      at: directive.at,
      message: 'The nginx status page is open to everybody; allow 127.0.0.1 and deny all',
      fixes: fixIf(
        'Let only this machine see the status page (others get 403)',
        'behavior-changing',
        localOnlyEdits(scope),
      ),
    });
  },
});
