import { fixIf } from '../../finding/fix.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/ignore-invalid-headers-off',
  subject: 'nginxDirective',
  severity: 'low',
  severityBecause: 'anyone on the network × an easier next step: X_Forwarded_For beside X-Forwarded-For',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'Headers with unusual names reach the application',
  why: 'CGI-style applications cannot tell `X_Forwarded_For` from `X-Forwarded-For`. nginx drops the odd spelling by default; letting it through lets clients set headers nginx meant to set.',
  references: [
    {
      name: 'nginx: underscores_in_headers',
      url: 'https://nginx.org/en/docs/http/ngx_http_core_module.html#underscores_in_headers',
    },
    {
      name: 'nginx: ignore_invalid_headers',
      url: 'https://nginx.org/en/docs/http/ngx_http_core_module.html#ignore_invalid_headers',
    },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        server {
            underscores_in_headers on;
        }
      `,
      nginx`
        server {
            ignore_invalid_headers off;
        }
      `,
    ],
    good: [
      nginx`
        server {
            underscores_in_headers off;
        }
      `,
      nginx`
        server {
            ignore_invalid_headers on;
        }
      `,
    ],
  },
  check(directive, report) {
    const wanted = { underscores_in_headers: 'off', ignore_invalid_headers: 'on' }[directive.name];
    const value = directive.arg(0)?.toLowerCase();
    if (wanted === undefined || value === wanted || (value !== 'on' && value !== 'off')) return;
    report({
      at: directive.argAt(0),
      message: `${directive.name} ${value} lets look-alikes such as X_Forwarded_For through; set it ${wanted}`,
      fixes: fixIf(
        `Set ${directive.name} ${wanted} (headers with unusual names are dropped)`,
        'behavior-changing',
        directive.scope.model.edit.replaceArg(directive, 0, wanted),
      ),
    });
  },
});
