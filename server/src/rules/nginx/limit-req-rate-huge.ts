import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/limit-req-rate-huge',
  subject: 'nginxDirective',
  directives: ['limit_req_zone'],
  severity: 'low',
  category: 'limits',
  profile: 'strict',
  stages: 'production',
  summary: 'A rate limit for one client is too high to limit anything',
  fix: 'none',
  formats: ['nginx'],
  thresholds: {
    perSecond: { default: 1000, description: 'Requests a second of one address from which on a limit is none' },
  },
  check(directive, report, context) {
    if (!/remote_addr|realip/.test(directive.arg(0) ?? '')) return;
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
