import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/limit-req-rate-huge',
  subject: 'nginxDirective',
  severity: 'low',
  severityBecause: 'nothing × guesses and floods pass a limit that is there',
  category: 'limits',
  profile: 'strict',
  stages: 'production',
  summary: 'A rate limit for one client is too high to limit anything',
  why: 'A person sends a few requests a second, a page with all its parts some dozens. A limit of a thousand for one address is only reached by tools, long after they have guessed or copied what they came for.',
  references: [
    {
      name: 'nginx: limit_req_zone',
      url: 'https://nginx.org/en/docs/http/ngx_http_limit_req_module.html#limit_req_zone',
    },
  ],
  fix: 'none',
  formats: ['nginx'],
  thresholds: {
    perSecond: { default: 1000, description: 'Requests a second of one address from which on a limit is none' },
  },
  examples: {
    bad: [
      nginx`
        limit_req_zone $binary_remote_addr zone=login:10m rate=5000r/s;
      `,
    ],
    good: [
      nginx`
        limit_req_zone $binary_remote_addr zone=login:10m rate=5r/s;
      `,
      nginx`
        limit_req_zone $server_name zone=site:1m rate=5000r/s;
      `,
      nginx`
        limit_req_zone $binary_remote_addr zone=all:10m rate=\${RATE};
      `,
    ],
  },
  check(directive, report, context) {
    if (directive.name !== 'limit_req_zone' || !/remote_addr|realip/.test(directive.arg(0) ?? '')) return;
    const index = directive.values.findIndex((value) => value.startsWith('rate='));
    const [, count, unit] = /^(\d+)r\/([sm])$/.exec(directive.param('rate') ?? '') ?? [];
    const perSecond = unit === 'm' ? Number(count) / 60 : Number(count);
    if (count === undefined || perSecond < context.threshold('perSecond')) return;
    report({
      at: directive.argAt(index),
      message: `${count} requests a ${unit === 'm' ? 'minute' : 'second'} from one address limit nobody; allow what a person needs, some dozens a second`,
    });
  },
});
