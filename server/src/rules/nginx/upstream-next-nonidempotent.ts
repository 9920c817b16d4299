import { fixIf } from '../../finding/fix.ts';
import { defineRule, nginx } from '../contract.ts';

const NAMES = /^(proxy|fastcgi|uwsgi|scgi|grpc)_next_upstream$/;

export default defineRule({
  id: 'nginx/upstream-next-nonidempotent',
  subject: 'nginxDirective',
  severity: 'medium',
  severityBecause: 'nothing × orders and payments are executed twice',
  category: 'correctness',
  profile: 'recommended',
  stages: 'production',
  summary: 'Requests that change something are sent a second time',
  why: 'With `non_idempotent` nginx repeats a POST on the next server after an error, although the first may have carried it out.',
  references: [
    {
      name: 'nginx: proxy_next_upstream',
      url: 'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_next_upstream',
    },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        proxy_next_upstream error timeout non_idempotent;
      `,
    ],
    good: [
      nginx`
        proxy_next_upstream error timeout http_502;
      `,
      nginx`
        proxy_next_upstream off;
      `,
    ],
  },
  check(directive, report) {
    const index = NAMES.test(directive.name) ? directive.values.indexOf('non_idempotent') : -1;
    if (index < 0) return;
    report({
      at: directive.argAt(index),
      message: 'non_idempotent repeats POST requests on another server, so they may run twice; remove it',
      fixes: fixIf(
        'Remove non_idempotent (failed POST requests are no longer repeated)',
        'behavior-changing',
        directive.args.length > 1 ? directive.scope.model.edit.removeArg(directive, index) : undefined,
      ),
    });
  },
});
