import { fixIf } from '../../finding/fix.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/tls-protocols-accumulate',
  subject: 'nginxScope',
  severity: 'medium',
  severityBecause: 'anyone on the line × an easier next step: protocols the last line was meant to switch off',
  category: 'transport',
  profile: 'recommended',
  stages: 'any',
  summary: 'Several ssl_protocols lines in one block add up',
  why:
    'nginx accepts `ssl_protocols` twice in a block and enables what any of the lines names. A later, stricter line does not ' +
    'switch anything off.',
  references: [
    { name: 'nginx: ssl_protocols', url: 'https://nginx.org/en/docs/http/ngx_http_ssl_module.html#ssl_protocols' },
  ],
  fix: 'safe',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        server {
            listen 443 ssl;
            ssl_protocols TLSv1.2;
            ssl_protocols TLSv1.3;
        }
      `,
    ],
    good: [
      nginx`
        server {
            ssl_protocols TLSv1.2 TLSv1.3;
        }
      `,
      nginx`
        http {
            ssl_protocols TLSv1.2 TLSv1.3;
            server {
                ssl_protocols TLSv1.3;
            }
        }
      `,
    ],
  },
  check(scope, report) {
    const [first, ...rest] = scope.own('ssl_protocols');
    const [second] = rest;
    if (first === undefined || second === undefined) return;
    const all = [first, ...rest].flatMap(({ values }) => values);
    const union = all.filter((name, i) => all.findIndex((other) => other.toLowerCase() === name.toLowerCase()) === i);
    const { edit } = scope.model;
    const isOneFile = rest.every(({ uri }) => uri === first.uri);
    report({
      at: second.at,
      message: 'A second ssl_protocols adds to the first and cannot switch a protocol off; keep one line',
      related: [{ at: first.at, message: 'The first ssl_protocols of this block' }],
      fixes: fixIf(
        `Merge into one ssl_protocols ${union.join(' ')}`,
        'safe',
        isOneFile ? [...edit.replaceArgs(first, union), ...rest.flatMap((it) => edit.remove(it))] : undefined,
      ),
    });
  },
});
