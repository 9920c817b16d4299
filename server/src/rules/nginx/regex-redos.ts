import { ambiguousRepeat } from '../../subjects/nginx/backtracking.ts';
import { patternsOf } from '../../subjects/nginx/patterns.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/regex-redos',
  subject: 'nginxDirective',
  severity: 'medium',
  severityBecause: 'anyone on the network × keeps a worker busy with one request',
  category: 'limits',
  profile: 'recommended',
  stages: 'any',
  summary: 'A pattern takes exponential time on a crafted address',
  why:
    'A repetition inside a repetition, like `(a+)+$`, can be cut in exponentially many ways. When the end does not match, PCRE ' +
    'tries them all; one long address then holds a worker until the match limit.',
  references: [
    {
      name: 'OWASP: Regular expression denial of service',
      url: 'https://owasp.org/www-community/attacks/Regular_expression_Denial_of_Service_-_ReDoS',
    },
    {
      name: 'CWE-1333: Inefficient Regular Expression Complexity',
      url: 'https://cwe.mitre.org/data/definitions/1333.html',
    },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        location ~ ^/(\w+\.?)+\.php$ {
            fastcgi_pass php:9000;
        }
      `,
      nginx`
        rewrite ^/(([a-z])+.)+[A-Z]([a-z])+$ /x last;
      `,
    ],
    good: [
      nginx`
        location ~ ^/(?:[^/]+/)*[^/]+\.php$ {
            fastcgi_pass php:9000;
        }
      `,
      nginx`
        rewrite ^/(.*)$ /index.php?q=$1 last;
      `,
    ],
  },
  check(directive, report) {
    for (const { regex, at } of patternsOf(directive)) {
      if (regex.invalid || ambiguousRepeat(regex.node) === undefined) continue;
      report({
        at,
        message:
          'This pattern repeats a repetition and takes exponential time on crafted input; make the inner part fixed',
      });
    }
  },
});
