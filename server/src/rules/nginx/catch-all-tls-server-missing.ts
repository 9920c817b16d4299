import { isForDevelopment, isLocal, servesContent } from '../../subjects/nginx/answers.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/catch-all-tls-server-missing',
  subject: 'nginxScope',
  severity: 'low',
  category: 'access',
  profile: 'strict',
  stages: 'production',
  summary: 'TLS requests for unknown names get a real site',
  fix: 'none',
  formats: ['nginx'],
  check(scope, report) {
    const { server } = scope;
    if (
      scope.kind !== 'server' ||
      server?.protocol !== 'http' ||
      server.tls === 'none' ||
      isLocal(server) ||
      isForDevelopment(server)
    )
      return;
    if (!servesContent(server) || server.names.every(({ text }) => text === '' || text === '_')) return;
    const answersAll = server.listens.some(
      ({ socket }) => (socket.ssl || socket.quic) && socket.complete && socket.defaultServer === server,
    );
    if (!answersAll) return;
    report({
      at: scope.at,
      message:
        'This server also answers TLS requests for unknown names; add a default_server with ssl_reject_handshake on',
    });
  },
});
