import { secondsOf } from '../../subjects/nginx/measures.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/resolver-ttl-override',
  subject: 'nginxDirective',
  severity: 'low',
  severityBecause: 'nothing × an outage that lasts until the time is over',
  category: 'correctness',
  profile: 'strict',
  stages: 'production',
  summary: 'Answers of the name server are kept far longer than it allows',
  why: '`valid=` replaces the lifetime that the owner of a name gave it. With hours, requests go on to an address that another host or tenant may have by then.',
  references: [{ name: 'nginx: resolver', url: 'https://nginx.org/en/docs/http/ngx_http_core_module.html#resolver' }],
  fix: 'none',
  formats: ['nginx'],
  thresholds: { seconds: { default: 3600, description: 'Longest time, in seconds, that an address may be kept' } },
  examples: {
    bad: [
      nginx`
        server {
            resolver 10.0.0.2 valid=24h;
        }
      `,
    ],
    good: [
      nginx`
        server {
            resolver 10.0.0.2 valid=30s;
        }
      `,
      nginx`
        server {
            resolver 10.0.0.2 valid=\${RESOLVER_TTL};
        }
      `,
    ],
  },
  check(directive, report, context) {
    if (directive.name !== 'resolver') return;
    const index = directive.values.findIndex((value) => value.startsWith('valid='));
    const seconds = secondsOf(directive.param('valid'));
    if (seconds === undefined || seconds <= context.threshold('seconds')) return;
    report({
      at: directive.argAt(index),
      message: `${directive.arg(index)?.slice(0, 30)} keeps addresses longer than their owner says; leave it out or name seconds`,
    });
  },
});
