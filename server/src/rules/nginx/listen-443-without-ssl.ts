import { type Fix, fixIf } from '../../finding/fix.ts';
import type { NginxListen, NginxScope } from '../../formats/nginx/model/model.ts';
import { placeholder } from '../../subjects/nginx/snippet.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/listen-443-without-ssl',
  subject: 'nginxScope',
  severity: 'high',
  category: 'transport',
  profile: 'essential',
  stages: 'any',
  summary: 'Port 443 is served without TLS',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(scope, report) {
    const { server } = scope;
    if (scope.kind !== 'server' || server === undefined || server.protocol !== 'http' || server.tls === 'all') return;
    for (const listen of server.listens) {
      const { directive, socket } = listen;
      // Behind `proxy_protocol` a load balancer has ended TLS.
      if (directive === undefined || listen.port !== 443 || socket.ssl || socket.quic || socket.proxyProtocol) continue;
      const hasCertificate = scope.scalar('ssl_certificate').directive !== undefined;
      // In a lone fragment another file may mark the socket; a certificate here says what was meant.
      if (!socket.complete && !hasCertificate) continue;
      report({
        at: directive.argAt(0),
        message:
          'Port 443 speaks plain HTTP: no server on this socket has ssl, so traffic is readable; add ssl to listen',
        fixes: fixes(scope, listen, hasCertificate),
      });
    }
  },
});

function fixes(scope: NginxScope, listen: NginxListen, hasCertificate: boolean): readonly Fix[] {
  const { edit } = scope.model;
  if (listen.directive === undefined) return [];
  const marked = edit.appendArg(listen.directive, 'ssl');
  if (hasCertificate)
    return fixIf(
      'Add ssl to listen 443 (clients that speak plain HTTP to it get an error)',
      'behavior-changing',
      marked,
    ).map((one) => ({ ...one, price: ['nginx/hsts-missing'] }));
  const certificate = edit.insert(
    scope,
    [
      `ssl_certificate ${placeholder(1, '/etc/nginx/tls/fullchain.pem')};`,
      `ssl_certificate_key ${placeholder(2, '/etc/nginx/tls/privkey.pem')};`,
    ],
    { after: listen.directive, snippet: true },
  );
  return certificate === undefined
    ? []
    : fixIf('Add ssl and a certificate to this server', 'needs-input', [...marked, ...certificate]);
}
