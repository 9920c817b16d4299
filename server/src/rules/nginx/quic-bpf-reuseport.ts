import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/quic-bpf-reuseport',
  subject: 'nginxDirective',
  directives: ['quic_bpf'],
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'quic_bpf and reuseport lose QUIC connections at a reload',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    if (directive.arg(0)?.toLowerCase() !== 'on') return;
    const { scope } = directive;
    // One worker is nginx's default.
    if (!scope.hides('worker_processes') && (scope.first('worker_processes')?.arg(0) ?? '1') === '1') return;
    const listen = scope
      .descendants()
      .flatMap((inner) => inner.own('listen'))
      .find((it) => it.has('quic') && it.has('reuseport'));
    if (listen === undefined) return;
    report({
      at: directive.at,
      message: 'quic_bpf with reuseport loses QUIC connections at every reload; switch quic_bpf off',
      related: [{ at: listen.at, message: 'The QUIC socket with reuseport' }],
    });
  },
});
