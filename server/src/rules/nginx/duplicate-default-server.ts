import { fixIf } from '../../finding/fix.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/duplicate-default-server',
  subject: 'document',
  severity: 'high',
  severityBecause: 'nginx refuses the whole configuration: every site it serves goes down at the next start',
  category: 'correctness',
  profile: 'essential',
  stages: 'any',
  summary: 'Two servers are the default of one address and port',
  why: 'Exactly one server can answer for names nobody has. With two of them nginx refuses the whole configuration; it happens when a second site is added by copying the first.',
  references: [
    { name: 'nginx: listen', url: 'https://nginx.org/en/docs/http/ngx_http_core_module.html#listen' },
    { name: 'nginx: how nginx processes a request', url: 'https://nginx.org/en/docs/http/request_processing.html' },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        server {
          listen 80 default_server;
          server_name a.example;
        }
        server {
          listen 80 default_server;
          server_name b.example;
        }
      `,
    ],
    good: [
      nginx`
        server {
          listen 80 default_server;
          server_name a.example;
        }
        server {
          listen 80;
          listen 127.0.0.1:8080 default_server;
          server_name b.example;
        }
      `,
      nginx`
        server {
          listen 80 default_server;
          listen [::]:80 default_server;
        }
      `,
    ],
  },
  check(model, report) {
    if (model.format !== 'nginx' || model.file.template !== undefined) return;
    for (const socket of model.sockets) {
      const [first, ...others] = socket.explicitDefaults;
      if (socket.key.includes('$') || first?.directive === undefined) continue;
      for (const { directive, server } of others) {
        if (directive === undefined || server === first.server) continue;
        const index = directive.values.findIndex((value) => value === 'default_server' || value === 'default');
        report({
          at: directive.argAt(index),
          message: `a duplicate default server for ${socket.key}, nginx will not start: keep default_server in one`,
          related: [{ at: first.directive.at, message: 'the first default server' }],
          fixes: fixIf(
            'Remove default_server here (the first one answers unknown names)',
            'behavior-changing',
            model.edit.removeArg(directive, index),
          ),
        });
      }
    }
  },
});
