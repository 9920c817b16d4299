import { isForDevelopment, isLocal } from '../../subjects/nginx/answers.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/basic-auth-over-http',
  subject: 'nginxDirective',
  severity: 'medium',
  severityBecause: 'anyone on the line × the password with every request',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'Passwords are asked for over plain HTTP',
  why: 'Basic authentication sends user name and password, merely encoded, with every request. On a server without TLS everybody on the line reads them.',
  references: [
    { name: 'RFC 7617 §4', url: 'https://www.rfc-editor.org/rfc/rfc7617#section-4' },
    { name: 'nginx: auth_basic', url: 'https://nginx.org/en/docs/http/ngx_http_auth_basic_module.html' },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        server {
            listen 80;
            server_name intranet.example.org;
            location /admin/ {
                auth_basic "Staff";
                auth_basic_user_file /etc/nginx/htpasswd;
            }
        }
      `,
    ],
    good: [
      nginx`
        server {
            listen 443 ssl;
            location /admin/ {
                auth_basic "Staff";
                auth_basic_user_file /etc/nginx/htpasswd;
            }
        }
      `,
      nginx`
        server {
            listen 80;
            set_real_ip_from 10.0.0.0/8;
            auth_basic "Staff";
            auth_basic_user_file /etc/nginx/htpasswd;
        }
      `,
      nginx`
        server {
            listen 127.0.0.1:80;
            auth_basic "Staff";
        }
      `,
    ],
  },
  check(directive, report) {
    if (directive.name !== 'auth_basic' || directive.args.length === 0 || directive.arg(0)?.toLowerCase() === 'off')
      return;
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
