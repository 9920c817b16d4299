import { fixIf } from '../../finding/fix.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/ssi-on-user-content',
  subject: 'nginxDirective',
  severity: 'medium',
  severityBecause: 'a user who may upload or write text × includes internal addresses in pages',
  category: 'exposure',
  profile: 'recommended',
  stages: 'any',
  summary: 'Server-side includes run on pages of an application or on uploads',
  why: 'nginx carries out `<!--# include … -->` wherever it stands in the answer. When users can write into it they fetch internal locations in the name of the server.',
  references: [{ name: 'nginx: ssi', url: 'https://nginx.org/en/docs/http/ngx_http_ssi_module.html#ssi' }],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        location /upload/ {
            root /srv/www;
            ssi on;
        }
      `,
    ],
    good: [
      nginx`
        location /pages/ {
            root /srv/www;
            ssi on;
        }
      `,
      nginx`
        location / {
            proxy_pass http://app:8080;
            ssi off;
        }
      `,
    ],
  },
  check(directive, report) {
    if (directive.name !== 'ssi' || directive.arg(0)?.toLowerCase() !== 'on') return;
    const path = directive.scope.location?.path ?? '';
    if (!/upload|media|files?\b|user|avatar|attachment|comment/i.test(path)) return;
    report({
      at: directive.argAt(0),
      message: 'Includes in uploaded files are carried out here and reach internal addresses; switch ssi off',
      fixes: fixIf(
        'Set ssi off (includes in these files stay text)',
        'behavior-changing',
        directive.scope.model.edit.replaceArg(directive, 0, 'off'),
      ),
    });
  },
});
