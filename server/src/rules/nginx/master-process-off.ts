import { fixIf } from '../../finding/fix.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/master-process-off',
  subject: 'nginxDirective',
  directives: ['master_process'],
  severity: 'low',
  category: 'isolation',
  profile: 'strict',
  stages: 'production',
  summary: 'nginx runs without its master process',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    if (directive.arg(0)?.toLowerCase() !== 'off') return;
    report({
      at: directive.argAt(0),
      message: 'Without its master nginx does not come back after a crash and drops no privileges; remove the line',
      fixes: fixIf(
        'Remove master_process off (workers run under a master)',
        'behavior-changing',
        directive.scope.model.edit.remove(directive),
      ),
    });
  },
});
