import type { NginxDirective } from '../../formats/nginx/model.ts';
import { type OriginHole, originHole } from '../../knowledge/headers/origin-pattern.ts';
import { matchesAnything } from '../../subjects/nginx/cors.ts';
import { defineRule, nginx, type ReportFunction } from '../contract.ts';

const ADVICE: Readonly<Record<OriginHole, string>> = {
  start: 'also matches other names in front; start with ^https://',
  end: 'also matches example.com.evil.io; end with $',
  dot: 'has an open dot that matches any letter; write \\.',
};

export default defineRule({
  id: 'nginx/cors-map-unanchored',
  subject: 'nginxDirective',
  severity: 'high',
  severityBecause: 'anyone who registers a fitting name × acts with visitors’ sessions',
  category: 'access',
  profile: 'recommended',
  stages: 'any',
  summary: 'The pattern for allowed origins admits foreign ones',
  why:
    'A pattern without anchors looks for the name anywhere: `example\\.com` is in `https://example.com.evil.io` too, and ' +
    '`.*example` in `https://evilexample.com`. Whoever owns such a name passes the check.',
  references: [
    { name: 'PortSwigger: errors parsing Origin headers', url: 'https://portswigger.net/web-security/cors' },
    { name: 'nginx: map', url: 'https://nginx.org/en/docs/http/ngx_http_map_module.html' },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        map $http_origin $cors {
            default "";
            ~example\.com $http_origin;
        }
      `,
      nginx`
        location / {
            if ($http_origin ~* "^https?://.*example\.com$") {
                set $cors $http_origin;
            }
        }
      `,
    ],
    good: [
      nginx`
        map $http_origin $cors {
            default "";
            "~^https://([a-z0-9-]+\.)?example\.com$" $http_origin;
            ~\.example\.org$ $http_origin;
        }
      `,
      nginx`
        map $http_user_agent $bot {
            ~bot 1;
        }
      `,
    ],
  },
  check(directive, report) {
    if (directive.name === 'map' && directive.arg(0)?.toLowerCase() === '$http_origin') {
      for (const line of directive.block?.directives ?? []) {
        if (line.name.startsWith('~') && isGranting(line)) test(line.name.replace(/^~\*?/, ''), line, -1, report);
      }
      return;
    }
    if (directive.name !== 'if' || directive.arg(0)?.toLowerCase().replace('(', '') !== '$http_origin') return;
    const index = directive.arg(0) === '(' ? 3 : 2;
    const operator = directive.arg(index - 1);
    const pattern = directive.arg(index);
    if (pattern === undefined || (operator !== '~' && operator !== '~*')) return;
    test(pattern.replace(/\)$/, index === directive.args.length - 1 ? '' : ')'), directive, index, report);
  },
});

function isGranting(line: NginxDirective): boolean {
  const value = line.arg(0) ?? '';
  return value !== '' && value !== '0';
}

function test(pattern: string, directive: NginxDirective, index: number, report: ReportFunction): void {
  if (matchesAnything(`~${pattern}`)) return;
  const hole = originHole(balanced(pattern));
  if (hole === undefined) return;
  report({
    at: index < 0 ? directive.at : directive.argAt(index),
    message: `This pattern for allowed origins ${ADVICE[hole]}`,
  });
}

/** `if (… ~ ^(a|b)$)`: the last word carries the closing parenthesis of the condition. */
function balanced(pattern: string): string {
  const open = pattern.split('(').length;
  const close = pattern.split(')').length;
  return close > open && pattern.endsWith(')') ? pattern.slice(0, -1) : pattern;
}
