import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/geo-proxy-any',
  subject: 'nginxDirective',
  severity: 'high',
  severityBecause: 'anyone on the network × any address in the lists of this geo block',
  category: 'access',
  profile: 'recommended',
  stages: 'any',
  summary: 'A geo block believes every client’s X-Forwarded-For',
  why: '`proxy` in `geo` names the proxies whose `X-Forwarded-For` counts. With every address in it a client writes the address that the block looks up.',
  references: [{ name: 'nginx: geo', url: 'https://nginx.org/en/docs/http/ngx_http_geo_module.html#geo' }],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        geo $allowed {
            proxy 0.0.0.0/0;
            default 0;
            10.0.0.0/8 1;
        }
      `,
    ],
    good: [
      nginx`
        geo $allowed {
            proxy 10.0.0.0/8;
            default 0;
        }
      `,
      nginx`
        geo $allowed {
            default 0;
            0.0.0.0/0 1;
        }
      `,
    ],
  },
  check(directive, report) {
    if (directive.name !== 'geo') return;
    for (const line of directive.block?.directives ?? []) {
      if (line.name !== 'proxy' || !/^(0\.0\.0\.0\/0|::\/0|all)$/.test(line.arg(0) ?? '')) continue;
      report({
        at: line.at,
        message: 'proxy with every address lets clients choose the address geo looks up; name your proxies',
      });
    }
  },
});
