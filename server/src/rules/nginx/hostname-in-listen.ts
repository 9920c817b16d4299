import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/hostname-in-listen',
  subject: 'nginxDirective',
  severity: 'low',
  severityBecause: 'nothing × nginx does not start, or listens elsewhere than was meant',
  category: 'correctness',
  profile: 'strict',
  stages: 'any',
  summary: 'A listen address is a host name',
  why: 'The name is looked up when nginx starts: if that fails nginx does not start, and if it answers with another address nginx listens there. An address or `*` says what is meant.',
  references: [{ name: 'nginx: listen', url: 'https://nginx.org/en/docs/http/ngx_http_core_module.html#listen' }],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        server {
            listen www.example.org:80;
        }
      `,
    ],
    good: [
      nginx`
        server {
            listen 203.0.113.5:80;
            listen [::1]:80;
            listen localhost:8080;
            listen unix:/run/nginx.sock;
        }
      `,
      nginx`
        server {
            listen 80;
            listen *:8080;
            listen \${HOST}:8080;
        }
      `,
    ],
  },
  check(directive, report) {
    if (directive.name !== 'listen') return;
    const listen = directive.scope.server?.listens.find((it) => it.directive === directive);
    const address = listen?.address ?? '*';
    if (!/^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/i.test(address) || /^[\d.]+$/.test(address) || address === 'localhost')
      return;
    report({
      at: directive.argAt(0),
      message: `${address.slice(0, 40)} is looked up when nginx starts, which fails without DNS; write an address or *`,
    });
  },
});
