import { fixIf } from '../../finding/fix.ts';
import { answerOf, goesToHttps, isForDevelopment, servesContent } from '../../subjects/nginx/answers.ts';
import { isBehindTlsProxy, isNamed, redirectTo } from '../../subjects/nginx/topology.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/http-and-https-same-server',
  subject: 'nginxScope',
  severity: 'medium',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'One server answers HTTP and HTTPS alike',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(scope, report) {
    const { server } = scope;
    if (scope.kind !== 'server' || server === undefined || server.protocol !== 'http' || server.tls !== 'some') return;
    if (isForDevelopment(server) || !servesContent(server) || isBehindTlsProxy(scope.model)) return;
    const plain = server.listens.find(
      ({ socket, directive }) =>
        !socket.ssl && !socket.quic && !socket.isLocal && !socket.proxyProtocol && directive !== undefined,
    );
    if (plain === undefined || plain.port !== 80) return;
    const everywhere = [scope, ...scope.descendants()].flatMap((inner) => inner.directives);
    if (everywhere.some((directive) => goesToHttps(answerOf(directive)?.text))) return;
    const redirect = redirectTo(server);
    report({
      at: plain.directive?.at ?? scope.at,
      message: 'This server serves the same pages over HTTP and HTTPS; redirect plain HTTP to https://',
      // A server without a name is often a base image whose users end TLS elsewhere.
      ...(isNamed(server) ? {} : { severity: 'low' as const }),
      fixes:
        redirect === undefined
          ? []
          : fixIf(
              `Redirect plain HTTP requests (port 80 answers 301 to port ${redirect.port}, for ever behind a proxy that ends TLS)`,
              'behavior-changing',
              scope.model.edit.insert(scope, ['if ($scheme = http) {', `\t${redirect.statement}`, '}']),
            ).map((one) => ({ ...one, price: ['nginx/hsts-missing'] })),
    });
  },
});
