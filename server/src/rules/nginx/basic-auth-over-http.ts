import { isForDevelopment, isLocal } from '../../subjects/nginx/answers.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/basic-auth-over-http',
  subject: 'nginxDirective',
  directives: ['auth_basic'],
  severity: 'medium',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'Passwords are asked for over plain HTTP',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    if (directive.args.length === 0 || directive.arg(0)?.toLowerCase() === 'off') return;
    const { server } = directive.scope;
    if (
      server === undefined ||
      server.protocol !== 'http' ||
      server.tls !== 'none' ||
      isLocal(server) ||
      isForDevelopment(server)
    )
      return;
    // Other ports are usually behind a proxy that speaks TLS; so is whoever reads the client’s address from a header.
    if (
      !server.listens.some(({ port, directive: line, socket }) => line !== undefined && port === 80 && !socket.isLocal)
    )
      return;
    if (
      isBehindProxy(directive.scope.model.file.text) ||
      directive.scope.array('set_real_ip_from').directive !== undefined
    )
      return;
    report({
      at: directive.at,
      message: 'auth_basic on a server without TLS sends passwords in clear; serve this over HTTPS only',
    });
  },
});

function isBehindProxy(text: string): boolean {
  return /\$http_x_forwarded_proto|\$http_x_forwarded_for|proxy_protocol/i.test(text);
}
