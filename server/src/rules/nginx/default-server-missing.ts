import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/default-server-missing',
  subject: 'nginxScope',
  severity: 'low',
  category: 'access',
  profile: 'strict',
  stages: 'any',
  summary: 'Several servers share a port and none is named the default',
  fix: 'none',
  formats: ['nginx'],
  check(scope, report) {
    const { server } = scope;
    if (scope.kind !== 'server' || server?.protocol !== 'http') return;
    const open = server.listens.find(
      ({ socket }) =>
        socket.complete &&
        !socket.isLocal &&
        socket.explicitDefaults.length === 0 &&
        socket.defaultServer === server &&
        socket.listens.some((other) => other.server !== server),
    );
    // A catch-all in first place is a default in all but name.
    if (open === undefined || server.names.every(({ text }) => text === '' || text === '_')) return;
    report({
      at: scope.at,
      message: `Requests for unknown names on ${open.socket.key} reach this server by its place only; add a default_server`,
    });
  },
});
