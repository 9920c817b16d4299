import { isForDevelopment, isLocal, servesContent } from '../../subjects/nginx/answers.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/catch-all-http-missing',
  subject: 'nginxScope',
  severity: 'low',
  category: 'access',
  profile: 'strict',
  stages: 'production',
  summary: 'Requests for unknown names are answered by a real site',
  fix: 'none',
  formats: ['nginx'],
  check(scope, report) {
    const { server } = scope;
    if (scope.kind !== 'server' || server?.protocol !== 'http' || isLocal(server) || isForDevelopment(server)) return;
    // Without a public name of its own it is meant to answer everybody (a container with one site, `server_name app`).
    if (!servesContent(server) || !server.names.some(({ text }) => text.includes('.'))) return;
    const answersAll = server.listens.some(
      ({ socket }) => !socket.ssl && !socket.quic && socket.complete && socket.defaultServer === server,
    );
    if (!answersAll) return;
    report({
      at: scope.at,
      message: 'This server also answers requests for any other host name; add a default_server that returns 444',
    });
  },
});
