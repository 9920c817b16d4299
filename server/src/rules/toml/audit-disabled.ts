import { checkProblem } from '../../subjects/toml/check-problem.ts';
import { flip, isNegated, shownPath } from '../../subjects/toml/switches.ts';
import { defineRule } from '../contract.ts';

const AUDIT_SWITCH = /^(?:\w*_)?(?:audit(?:_logs?|_logging)?_enabled?|enable_audit(?:_logs?|_logging)?)$/;
const AUDIT_TABLE = /(?:^|_)audit(?:_logs?|_logging)?$/;

export default defineRule({
  id: 'toml/audit-disabled',
  subject: 'document',
  severity: 'medium',
  category: 'observability',
  profile: 'recommended',
  stages: 'production',
  summary: 'The audit log is switched off or not kept',
  fix: 'behavior-changing',
  formats: ['toml'],
  check: checkProblem('audit-disabled', ({ leaf, key, table, value }, model, report) => {
    const isSwitch = AUDIT_SWITCH.test(key) || (/^enabled?$/.test(key) && AUDIT_TABLE.test(table));
    if (value !== false || !isSwitch || isNegated(key)) return;
    const fix = flip(model, leaf, 'the log takes disk space');
    report({
      at: leaf.valueSpan,
      message: `${shownPath(leaf)} = false leaves no trace of who did what; turn the audit log on`,
      path: leaf.path.map(String),
      ...(fix === undefined ? {} : { fixes: [fix] }),
    });
  }),
});
