import type { NginxDirective } from '../../formats/nginx/model/model.ts';
import { accessTo } from '../../subjects/nginx/access.ts';
import { answer, isHandler } from '../../subjects/nginx/answers.ts';
import { localOnlyFixes } from '../../subjects/nginx/local-only.ts';
import { isFollowedBy } from '../../subjects/nginx/order.ts';
import { nginxReach } from '../../subjects/nginx/reach.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/status-page-exposed',
  subject: 'nginxDirective',
  directives: ['stub_status'],
  severity: 'medium',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'The nginx status page is open to everybody',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    if (directive.arg(0)?.toLowerCase() === 'off') return;
    const { scope } = directive;
    if (accessTo(scope) !== 'open' || answer(scope) !== undefined || isFollowedBy(directive, isOtherHandler)) return;
    // In a network of its own the neighbours that reach it are the exporters it is for.
    if (nginxReach(scope) === 'network') return;
    report({
      at: directive.at,
      message: 'The nginx status page is open to everybody; allow the monitoring only and deny all',
      fixes: () => localOnlyFixes(scope),
    });
  },
});

/** A later content handler of the block takes its place: `stub_status` and `fastcgi_pass` fill one slot. */
const isOtherHandler = ({ name }: NginxDirective): boolean => isHandler(name);
