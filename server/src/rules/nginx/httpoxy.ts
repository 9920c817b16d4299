import { fixIf } from '../../finding/fix.ts';
import { defineRule, nginx } from '../contract.ts';

const KINDS: Readonly<Record<string, string>> = {
  fastcgi_pass: 'fastcgi_param',
  uwsgi_pass: 'uwsgi_param',
  scgi_pass: 'scgi_param',
};

export default defineRule({
  id: 'nginx/httpoxy',
  subject: 'nginxDirective',
  severity: 'low',
  severityBecause: 'anyone on the network × reads outgoing requests of old applications',
  category: 'exposure',
  profile: 'strict',
  stages: 'production',
  summary: 'A Proxy header reaches the application as HTTP_PROXY',
  why: 'CGI turns the header `Proxy` into the variable `HTTP_PROXY`, which old HTTP libraries take for their own proxy setting. Current PHP, Go and Python ignore it.',
  references: [
    { name: 'httpoxy', url: 'https://httpoxy.org/' },
    {
      name: 'nginx: mitigating httpoxy',
      url: 'https://blog.nginx.org/blog/mitigating-the-httpoxy-vulnerability-with-nginx',
    },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        events {}
        http {
            server {
                location ~ \.php$ {
                    fastcgi_pass php:9000;
                    fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
                }
            }
        }
      `,
    ],
    good: [
      nginx`
        location ~ \.php$ {
            fastcgi_pass php:9000;
            fastcgi_param HTTP_PROXY "";
        }
      `,
      nginx`
        location ~ \.php$ {
            include snippets/php.conf;
            fastcgi_pass php:9000;
        }
      `,
    ],
  },
  check(directive, report) {
    const param = KINDS[directive.name];
    if (param === undefined) return;
    const { scope } = directive;
    const inForce = scope.array(param);
    if (
      !inForce.known ||
      inForce.directives.some((it) => it.arg(0) === 'HTTP_PROXY') ||
      inForce.directives.length === 0
    )
      return;
    const last = inForce.directives.filter(({ uri }) => uri === directive.uri).at(-1);
    report({
      at: directive.at,
      message: `A Proxy header becomes HTTP_PROXY for old applications; add ${param} HTTP_PROXY ""`,
      fixes: fixIf(
        `Add ${param} HTTP_PROXY "" (the application no longer sees the header)`,
        'behavior-changing',
        last === undefined ? undefined : scope.model.edit.insertAfter(last, [`${param} HTTP_PROXY "";`]),
      ),
    });
  },
});
