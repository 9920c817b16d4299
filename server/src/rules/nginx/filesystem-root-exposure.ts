import { accessTo } from '../../subjects/nginx/access.ts';
import { answer, handlerOf } from '../../subjects/nginx/answers.ts';
import { servedFolder } from '../../subjects/nginx/served-folder.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/filesystem-root-exposure',
  subject: 'nginxDirective',
  severity: 'critical',
  severityBecause: 'anyone on the network × reads every file of the machine that the worker may read',
  category: 'exposure',
  profile: 'essential',
  stages: 'any',
  summary: 'The whole file system is served to clients',
  why:
    'With `/` as the folder a client downloads `/etc/passwd`, application secrets and private keys by name. Point it to the ' +
    'folder that holds the web files.',
  references: [
    { name: 'nginx: root', url: 'https://nginx.org/en/docs/http/ngx_http_core_module.html#root' },
    {
      name: 'CWE-552: Files or Directories Accessible to External Parties',
      url: 'https://cwe.mitre.org/data/definitions/552.html',
    },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        server {
            root /;
        }
      `,
      nginx`
        location /files/ {
            alias /;
        }
      `,
    ],
    good: [
      nginx`
        location /srv/ {
            root /;
        }
      `,
      nginx`
        location = /health {
            root /;
        }
      `,
    ],
  },
  check(directive, report) {
    if (directive.name !== 'root' && directive.name !== 'alias') return;
    if (servedFolder(directive) !== '/') return;
    const { scope } = directive;
    const access = accessTo(scope);
    if (access === 'closed' || handlerOf(scope) !== undefined || answer(scope) !== undefined) return;
    report({
      at: directive.argAt(0),
      message: `${directive.name} / serves every file of the machine to clients; name the folder of the web files`,
      ...(access === 'restricted' ? { severity: 'high' as const } : {}),
    });
  },
});
