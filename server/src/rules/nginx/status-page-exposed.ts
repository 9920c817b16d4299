import { fixIf } from '../../finding/fix.ts';
import { accessTo } from '../../subjects/nginx/access.ts';
import { localOnlyEdits } from '../../subjects/nginx/local-only.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/status-page-exposed',
  subject: 'nginxDirective',
  severity: 'medium',
  severityBecause: 'anyone on the network × an easier next step: load and connection counts',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'The nginx status page is open to everybody',
  why: '`stub_status` shows how many connections and requests the server handles. It tells attackers when an overload works and competitors how busy a service is.',
  references: [
    { name: 'nginx: stub_status', url: 'https://nginx.org/en/docs/http/ngx_http_stub_status_module.html' },
    {
      name: 'CWE-497: Exposure of Sensitive System Information',
      url: 'https://cwe.mitre.org/data/definitions/497.html',
    },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        server {
            listen 80;
            location = /nginx_status {
                stub_status;
            }
        }
      `,
    ],
    good: [
      nginx`
        server {
            listen 80;
            location = /nginx_status {
                stub_status;
                allow 127.0.0.1;
                deny all;
            }
        }
      `,
      nginx`
        server {
            listen unix:/run/nginx/status.sock;
            location / {
                stub_status on;
            }
        }
      `,
      nginx`
        server {
            listen 80;
            auth_basic "Staff";
            auth_basic_user_file /etc/nginx/htpasswd;
            location = /nginx_status {
                stub_status;
            }
        }
      `,
    ],
  },
  check(directive, report) {
    if (directive.name !== 'stub_status' || directive.arg(0)?.toLowerCase() === 'off') return;
    const { scope } = directive;
    if (accessTo(scope) !== 'open') return;
    report({
      at: directive.at,
      message: 'The nginx status page is open to everybody; allow 127.0.0.1 and deny all',
      fixes: fixIf(
        'Let only this machine see the status page (others get 403)',
        'behavior-changing',
        localOnlyEdits(scope),
      ),
    });
  },
});
