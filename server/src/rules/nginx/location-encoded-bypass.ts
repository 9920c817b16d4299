import { regexCondition } from '../../formats/nginx/model/taint.ts';
import { answerOf } from '../../subjects/nginx/answers.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/location-encoded-bypass',
  subject: 'nginxDirective',
  severity: 'high',
  severityBecause: 'anyone on the network × reaches what was meant to be closed by writing one letter as %61',
  category: 'access',
  profile: 'recommended',
  stages: 'any',
  summary: 'A path is refused by its undecoded spelling',
  why:
    '`$request_uri` is what the client wrote: `/%61dmin`, `//admin` and `/x/../admin` do not match `^/admin`, yet the application ' +
    'or the file system takes them for the same path. Locations compare the decoded path.',
  references: [
    {
      name: 'nginx: location (normalised URI)',
      url: 'https://nginx.org/en/docs/http/ngx_http_core_module.html#location',
    },
    { name: 'CWE-180: Validate Before Canonicalize', url: 'https://cwe.mitre.org/data/definitions/180.html' },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        server {
            if ($request_uri ~ ^/admin) {
                return 403;
            }
        }
      `,
    ],
    good: [
      nginx`
        location ^~ /admin {
            deny all;
        }
      `,
      nginx`
        server {
            if ($request_uri ~ ^/old/(.*)$) {
                return 301 /new/$1;
            }
        }
      `,
      nginx`
        server {
            if ($request_uri ~ "\?cmd=") {
                return 403;
            }
        }
      `,
    ],
  },
  check(directive, report) {
    if (directive.name !== 'if' || directive.block === undefined) return;
    const condition = regexCondition(directive.values);
    if (condition === undefined || condition.negated || condition.variable.toLowerCase() !== '$request_uri') return;
    // Query strings and encoded attacks are only visible here.
    if (!/^\^?\(?\\?\//.test(condition.pattern) || /\\\?|%|=/.test(condition.pattern)) return;
    const refusal = directive.block.directives.map(answerOf).find((answer) => answer !== undefined);
    if (
      refusal === undefined ||
      (refusal.status !== 403 && refusal.status !== 401 && refusal.status !== 404 && refusal.status !== 444)
    )
      return;
    report({
      at: directive.at,
      message: '$request_uri is undecoded, so /%61dmin walks around this; refuse the path in a location instead',
    });
  },
});
