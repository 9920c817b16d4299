import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/include-missing',
  subject: 'document',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'An included file does not exist',
  fix: 'none',
  formats: ['nginx'],
  check(model, report) {
    if (model.format !== 'nginx') return;
    for (const include of model.includes) {
      if (include.state !== 'missing') continue;
      report({
        at: include.directive.argAt(0),
        message: 'the included file does not exist (paths start at nginx.conf), nginx will not start: correct the path',
      });
    }
  },
});
