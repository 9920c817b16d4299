import { fixIf } from '../../finding/fix.ts';
import { tlsLevel } from '../../knowledge/tls/mozilla.ts';
import { isForDevelopment, isLocal } from '../../subjects/nginx/answers.ts';
import { imageVersion } from '../../subjects/nginx/image-version.ts';
import { isBefore } from '../../subjects/nginx/version.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/tls-protocols-missing',
  subject: 'nginxScope',
  severity: 'medium',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'TLS server leaves the choice of protocols to the nginx version',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(scope, report, context) {
    const { server } = scope;
    if (scope.kind !== 'server' || server === undefined || server.tls === 'none') return;
    if (isLocal(server) || isForDevelopment(server)) return;
    const { tls } = context.nginx;
    const version = context.nginx.version ?? imageVersion(scope);
    if (version !== undefined && !isBefore(version, '1.27.3')) return;
    const inForce = scope.effective('ssl_protocols');
    if (!inForce.known || inForce.directive !== undefined) return;
    // The default server of a socket decides for all its servers: https://nginx.org/en/docs/http/configuring_https_servers.html
    if (!server.listens.some(({ socket }) => (socket.ssl || socket.quic) && socket.defaultServer === server)) return;
    const line = `ssl_protocols ${tlsLevel(tls).protocols.join(' ')};`;
    report({
      at: scope.at,
      message: 'TLS server without ssl_protocols: nginx before 1.27.3 then offers TLS 1.0 and 1.1; set TLSv1.2 TLSv1.3',
      ...(context.nginx.version === undefined ? { severity: 'low' as const } : {}),
      fixes: fixIf(
        `Add ${line.slice(0, -1)} (clients that only speak TLS 1.0 or 1.1 lose access)`,
        'behavior-changing',
        scope.model.edit.insert(scope, [line]),
      ),
    });
  },
});
