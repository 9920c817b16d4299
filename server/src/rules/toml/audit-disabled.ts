import { checkProblem } from '../../subjects/toml/check-problem.ts';
import { flip, isNegated, shownPath } from '../../subjects/toml/switches.ts';
import { defineRule, named, toml } from '../contract.ts';

const AUDIT_SWITCH = /^(?:\w*_)?(?:audit(?:_logs?|_logging)?_enabled?|enable_audit(?:_logs?|_logging)?)$/;
const AUDIT_TABLE = /(?:^|_)audit(?:_logs?|_logging)?$/;

export default defineRule({
  id: 'toml/audit-disabled',
  subject: 'document',
  severity: 'medium',
  severityBecause: 'a foothold × no trace of what was done with it',
  category: 'observability',
  profile: 'recommended',
  stages: 'production',
  summary: 'The audit log is switched off or not kept',
  why: 'The application can record who did what and is told not to, or writes the record where it is lost. After an incident nobody can say what was read or changed.',
  references: [{ name: 'CWE-778: insufficient logging', url: 'https://cwe.mitre.org/data/definitions/778.html' }],
  fix: 'behavior-changing',
  formats: ['toml'],
  examples: {
    bad: [
      named(
        'angarabase.toml',
        toml`
        [tls]
        enabled = true
        require_on_remote_bind = true

        [security]
        auth_mode = "scram"

        [audit]
        dml_mode = "off"
      `,
      ),
    ],
    good: [
      named(
        'angarabase.toml',
        toml`
        [tls]
        enabled = true
        require_on_remote_bind = true

        [security]
        auth_mode = "scram"

        [audit]
        dml_mode = "allowlist"
      `,
      ),
      named(
        'config.toml',
        toml`
        [audit]
        dml_mode = "off"
      `,
      ),
    ],
  },
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
