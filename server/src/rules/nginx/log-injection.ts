import { fixIf } from '../../finding/fix.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/log-injection',
  subject: 'nginxDirective',
  severity: 'low',
  severityBecause: 'anyone on the network × false lines and broken records in the log',
  category: 'observability',
  profile: 'strict',
  stages: 'any',
  summary: 'A JSON log format does not escape its values',
  why: 'By default nginx escapes quotes as `\\x22`, which is no JSON. A crafted header breaks the record, or the parser drops it; `escape=json` writes valid JSON.',
  references: [
    { name: 'nginx: log_format', url: 'https://nginx.org/en/docs/http/ngx_http_log_module.html#log_format' },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        log_format json '{"uri":"$request_uri"}';
      `,
    ],
    good: [
      nginx`
        log_format json escape=json '{"uri":"$request_uri"}';
      `,
      nginx`
        log_format main '$remote_addr "$request"';
      `,
    ],
  },
  check(directive, report) {
    if (directive.name !== 'log_format' || directive.param('escape') !== undefined) return;
    const text = directive.values.slice(1).join('').trim();
    if (!/^\{\s*"[^"]+"\s*:/.test(text) || !text.endsWith('}')) return;
    const [name] = directive.args;
    report({
      at: directive.at,
      message: 'This JSON log does not escape its values, so clients can break records; add escape=json',
      fixes:
        name === undefined
          ? []
          : fixIf('Add escape=json (special characters are written as JSON)', 'behavior-changing', [
              { uri: directive.uri, span: { start: name.span.end, end: name.span.end }, newText: ' escape=json' },
            ]),
    });
  },
});
