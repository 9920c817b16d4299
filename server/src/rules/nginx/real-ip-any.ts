import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/real-ip-any',
  subject: 'nginxDirective',
  severity: 'high',
  severityBecause: 'anyone on the network × any address in allow lists, limits and logs',
  category: 'access',
  profile: 'essential',
  stages: 'production',
  summary: 'Every client may tell nginx which address it has',
  why:
    '`set_real_ip_from` names the proxies whose word counts. With every address in it a client sends `X-Forwarded-For` itself ' +
    'and passes `allow` lists, rate limits and bans under any address it likes.',
  references: [
    {
      name: 'nginx: set_real_ip_from',
      url: 'https://nginx.org/en/docs/http/ngx_http_realip_module.html#set_real_ip_from',
    },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        set_real_ip_from 0.0.0.0/0;
        real_ip_header X-Forwarded-For;
      `,
    ],
    good: [
      nginx`
        set_real_ip_from 10.0.0.0/8;
      `,
      nginx`
        set_real_ip_from unix:;
      `,
    ],
  },
  check(directive, report) {
    if (
      directive.name !== 'set_real_ip_from' ||
      !/^(0\.0\.0\.0\/[01]|::\/0|128\.0\.0\.0\/1)$/.test(directive.arg(0) ?? '')
    )
      return;
    report({
      at: directive.argAt(0),
      message: `set_real_ip_from ${directive.arg(0)} believes every client’s X-Forwarded-For; name your proxies only`,
    });
  },
});
