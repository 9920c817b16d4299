import { fixIf } from '../../finding/fix.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/duplicate-default-server',
  subject: 'document',
  severity: 'high',
  category: 'correctness',
  profile: 'essential',
  stages: 'any',
  summary: 'Two servers are the default of one address and port',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(model, report) {
    if (model.format !== 'nginx' || model.file.template !== undefined) return;
    for (const socket of model.sockets) {
      const [first, ...others] = socket.explicitDefaults;
      if (socket.key.includes('$') || first?.directive === undefined) continue;
      for (const { directive, server } of others) {
        if (directive === undefined || server === first.server) continue;
        const index = directive.values.findIndex((value) => value === 'default_server' || value === 'default');
        report({
          at: directive.argAt(index),
          message: `a duplicate default server for ${socket.key}, nginx will not start: keep default_server in one`,
          related: [{ at: first.directive.at, message: 'the first default server' }],
          fixes: fixIf(
            'Remove default_server here (the first one answers unknown names)',
            'behavior-changing',
            model.edit.removeArg(directive, index),
          ),
        });
      }
    }
  },
});
