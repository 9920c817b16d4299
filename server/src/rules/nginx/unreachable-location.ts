import { labelOf } from '../../subjects/nginx/scope-label.ts';
import { defineRule, nginx } from '../contract.ts';

// Every path begins with a slash.
const EVERYTHING = /^\^?\/?(?:\(?\.\*\)?\$?)?$|^\.$/;

export default defineRule({
  id: 'nginx/unreachable-location',
  subject: 'nginxScope',
  severity: 'low',
  severityBecause: 'nothing × rules that were written are never in force',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A regex location is never reached',
  why: 'Regex locations are tried in the order of the file and the first match wins. Behind one that matches every path no other is ever tried, whatever it denies or serves.',
  references: [{ name: 'nginx: location', url: 'https://nginx.org/en/docs/http/ngx_http_core_module.html#location' }],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        server {
            location ~ .* {
                proxy_pass http://app:8080;
            }
            location ~ \\.php$ {
                deny all;
            }
        }
      `,
    ],
    good: [
      nginx`
        server {
            location ~ \\.php$ {
                deny all;
            }
            location ~ .* {
                proxy_pass http://app:8080;
            }
        }
      `,
      nginx`
        server {
            location ~ ^/api/ {
                proxy_pass http://app:8080;
            }
            location ~ \\.php$ {
                deny all;
            }
            location ~ ^/$host {
                deny all;
            }
        }
      `,
    ],
  },
  check(scope, report) {
    const { location, parent } = scope;
    if (scope.kind !== 'location' || location?.isRegex !== true || parent === undefined) return;
    const above = parent.children.slice(0, parent.children.indexOf(scope));
    const first = above.find((other) => other.location?.isRegex === true && EVERYTHING.test(other.location.path));
    if (first === undefined) return;
    report({
      at: location.pathAt,
      message: `${labelOf(scope)} is never reached: ${labelOf(first)} above matches every path; move it up`,
      related: [{ at: first.at, message: 'Matches every path' }],
    });
  },
});
