import { fixIf } from '../../finding/fix.ts';
import { isBefore } from '../../subjects/nginx/version.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/http2-without-tls',
  subject: 'nginxDirective',
  directives: ['listen'],
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A plain port for browsers speaks HTTP/2 only',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report, context) {
    const { scope } = directive;
    if (scope.protocol !== 'http' || !directive.has('http2') || directive.has('ssl')) return;
    const listen = scope.server?.listens.find((one) => one.directive === directive);
    if (listen === undefined || listen.port !== 80 || listen.socket.ssl || scope.isOn('ssl', false) === true) return;
    // gRPC clients know beforehand that HTTP/2 is spoken.
    if (scope.descendants().some((inner) => inner.first('grpc_pass') !== undefined)) return;
    const { version } = context.nginx;
    if (version !== undefined && !isBefore(version, '1.25.1')) return;
    report({
      at: directive.argAt(directive.values.indexOf('http2')),
      message: 'Browsers speak HTTP/1.1 on a port without TLS, which fails here before nginx 1.25.1; delete http2',
      fixes: fixIf(
        'Delete http2 (this port speaks HTTP/1.1)',
        'behavior-changing',
        scope.model.edit.removeArg(directive, directive.values.indexOf('http2')),
      ),
    });
  },
});
