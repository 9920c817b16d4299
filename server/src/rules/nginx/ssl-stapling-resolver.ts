import { fixIf } from '../../finding/fix.ts';
import { placeholder } from '../../subjects/nginx/snippet.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/ssl-stapling-resolver',
  subject: 'nginxDirective',
  severity: 'low',
  severityBecause: 'hygiene: the setting does nothing',
  category: 'correctness',
  profile: 'recommended',
  stages: 'production',
  summary: 'OCSP stapling cannot look up the responder',
  why: 'nginx asks the responder named in the certificate and needs a `resolver` for its name. Without one nothing is stapled and the log fills with warnings.',
  references: [
    { name: 'nginx: ssl_stapling', url: 'https://nginx.org/en/docs/http/ngx_http_ssl_module.html#ssl_stapling' },
  ],
  fix: 'needs-input',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        events {}
        http {
            server {
                listen 443 ssl;
                ssl_stapling on;
            }
        }
      `,
    ],
    good: [
      nginx`
        http {
            resolver 10.0.0.2;
            server {
                listen 443 ssl;
                ssl_stapling on;
            }
        }
      `,
      nginx`
        http {
            server {
                listen 443 ssl;
                ssl_stapling on;
                ssl_stapling_file /etc/nginx/ocsp.der;
            }
        }
      `,
      nginx`
        server {
            listen 443 ssl;
            ssl_stapling on;
        }
      `,
    ],
  },
  check(directive, report) {
    if (directive.name !== 'ssl_stapling' || directive.arg(0)?.toLowerCase() !== 'on') return;
    const { scope } = directive;
    const resolver = scope.effective('resolver');
    if (
      !resolver.known ||
      resolver.directive !== undefined ||
      scope.scalar('ssl_stapling_file').directive !== undefined
    )
      return;
    const responder = scope.scalar('ssl_stapling_responder').directive?.arg(0) ?? '';
    if (/^https?:\/\/(\d{1,3}(\.\d{1,3}){3}|\[)/.test(responder)) return;
    // The servers inside may have their own.
    if (scope.descendants().some((inner) => inner.first('resolver') !== undefined)) return;
    report({
      at: directive.at,
      message: 'ssl_stapling needs a resolver to ask the certificate’s responder; add one',
      fixes: fixIf(
        'Add a resolver',
        'needs-input',
        scope.model.edit.insertAfter(directive, [`resolver ${placeholder(1, '127.0.0.1')};`], true),
      ),
    });
  },
});
