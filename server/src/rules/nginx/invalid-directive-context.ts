import { contextList, contextName } from '../../subjects/nginx/validation/context-names.ts';
import { misuseOf } from '../../subjects/nginx/validation/misuse.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/invalid-directive-context',
  subject: 'nginxDirective',
  severity: 'high',
  severityBecause: 'nginx refuses the whole configuration: every site it serves goes down at the next start',
  category: 'correctness',
  profile: 'essential',
  stages: 'any',
  summary: 'A directive stands in a block that does not allow it',
  why: 'nginx checks for each directive in which blocks it may stand and refuses the whole configuration otherwise. A reload keeps the old configuration running in silence, a restart or a new container does not come up at all.',
  references: [
    { name: 'nginx: directives and their contexts', url: 'https://nginx.org/en/docs/dirindex.html' },
    {
      name: 'nginx: configuration file structure',
      url: 'https://nginx.org/en/docs/beginners_guide.html#conf_structure',
    },
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
            if ($request_method = TRACE) {
              add_header Allow "GET";
              return 405;
            }
          }
        }
      `,
      nginx`
        server {
          listen 80;
          alias /srv/www;
        }
      `,
    ],
    good: [
      nginx`
        server {
          listen 80;
          location / {
            alias /srv/www/;
          }
        }
      `,
      nginx`
        # a snippet: where it is included is not known
        add_header X-Content-Type-Options nosniff always;
      `,
    ],
  },
  check(directive, report, context) {
    const misuse = misuseOf(directive, context.nginx.version);
    if (misuse?.kind !== 'context') return;
    const here = contextName(directive.scope.context);
    report({
      at: directive.at,
      message: `"${directive.name}" is not allowed in ${here}, nginx will not start: move it to ${contextList(misuse.allowed, directive.scope.context)}`,
    });
  },
});
