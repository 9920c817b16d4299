import { fixIf } from '../../finding/fix.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/master-process-off',
  subject: 'nginxDirective',
  severity: 'low',
  severityBecause: 'nothing × one crash ends the service, and nothing drops privileges',
  category: 'isolation',
  profile: 'strict',
  stages: 'production',
  summary: 'nginx runs without its master process',
  why: '`master_process off` is for developers of nginx: one process does everything as the user that started it, nothing restarts it when it dies, and a reload or upgrade without interruption is not possible.',
  references: [{ name: 'nginx: master_process', url: 'https://nginx.org/en/docs/ngx_core_module.html#master_process' }],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        master_process off;
        events {}
      `,
    ],
    good: [
      nginx`
        master_process on;
        events {}
      `,
      nginx`
        daemon off;
        events {}
      `,
    ],
  },
  check(directive, report) {
    if (directive.name !== 'master_process' || directive.arg(0)?.toLowerCase() !== 'off') return;
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
