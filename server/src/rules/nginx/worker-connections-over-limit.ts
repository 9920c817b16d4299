import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/worker-connections-over-limit',
  subject: 'nginxDirective',
  directives: ['worker_connections'],
  severity: 'low',
  category: 'limits',
  profile: 'recommended',
  stages: 'any',
  summary: 'A worker may open fewer files than it takes connections',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    const { scope } = directive;
    if (scope.kind !== 'events') return;
    const limit = scope.parent?.scalar('worker_rlimit_nofile').directive;
    const connections = numberOf(directive.arg(0));
    const files = numberOf(limit?.arg(0));
    if (limit === undefined || connections === undefined || files === undefined || connections <= files) return;
    report({
      at: directive.argAt(0),
      message: `${connections} connections do not fit into worker_rlimit_nofile ${files}: "too many open files"; set at least twice as many`,
      related: [{ at: limit.at, message: 'The limit' }],
    });
  },
});

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
