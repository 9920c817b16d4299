import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/default-server-missing',
  subject: 'nginxScope',
  severity: 'low',
  severityBecause: 'anyone on the network × requests with foreign names reach whichever server stands first',
  category: 'access',
  profile: 'strict',
  stages: 'any',
  summary: 'Several servers share a port and none is named the default',
  why: 'Requests for names nobody has go to the first server in the order of the files, so adding a file can change which one that is. A `default_server` that refuses makes it explicit.',
  references: [
    { name: 'nginx: listen', url: 'https://nginx.org/en/docs/http/ngx_http_core_module.html#listen' },
    { name: 'nginx: how nginx processes a request', url: 'https://nginx.org/en/docs/http/request_processing.html' },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        events {}
        http {
            server {
                listen 80;
                server_name a.example.org;
            }
            server {
                listen 80;
                server_name b.example.org;
            }
        }
      `,
    ],
    good: [
      nginx`
        events {}
        http {
            server {
                listen 80 default_server;
                return 444;
            }
            server {
                listen 80;
                server_name b.example.org;
            }
        }
      `,
      nginx`
        server {
            listen 80;
            server_name a.example.org;
        }
        server {
            listen 80;
            server_name b.example.org;
        }
      `,
    ],
  },
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
