import { fixIf } from '../../finding/fix.ts';
import { refuses } from '../../subjects/nginx/access.ts';
import { answer, handlerOf } from '../../subjects/nginx/answers.ts';
import { addHeaderEdits, copiedHeaders, responseHeaders } from '../../subjects/nginx/response-headers.ts';
import { labelOf } from '../../subjects/nginx/scope-label.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/nosniff-missing-on-uploads',
  subject: 'nginxScope',
  severity: 'medium',
  severityBecause: 'a user who may upload files × runs scripts in others’ sessions',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'Uploaded files are sent without nosniff',
  why: 'Browsers guess the type of a file whose header is wrong or missing, and run an upload that looks like a script or a page. `X-Content-Type-Options: nosniff` stops the guessing.',
  references: [
    {
      name: 'MDN: X-Content-Type-Options',
      url: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/X-Content-Type-Options',
    },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        server {
            listen 80;
            location /uploads/ {
                root /srv/www;
                add_header Cache-Control public always;
            }
        }
      `,
    ],
    good: [
      nginx`
        server {
            listen 80;
            location /uploads/ {
                root /srv/www;
                add_header X-Content-Type-Options nosniff always;
            }
        }
      `,
      nginx`
        server {
            listen 80;
            location /uploads/ {
                root /srv/www;
            }
        }
      `,
      nginx`
        server {
            listen 80;
            location /uploads/ {
                proxy_pass http://app:8080;
                add_header Cache-Control public always;
            }
        }
      `,
    ],
  },
  check(scope, report) {
    const { location } = scope;
    if (
      scope.kind !== 'location' ||
      location === undefined ||
      handlerOf(scope) !== undefined ||
      answer(scope) !== undefined ||
      refuses(scope)
    )
      return;
    if (!/\/(uploads?|user-?content|user-?files|attachments?|avatars?)\b/i.test(location.path)) return;
    const headers = responseHeaders(scope);
    if (!headers.known || headers.find('x-content-type-options') !== undefined) return;
    // Lost from the server’s set: `add-header-inheritance` says so.
    if (scope.parent !== undefined && responseHeaders(scope.parent).find('x-content-type-options') !== undefined)
      return;
    const name = 'X-Content-Type-Options';
    report({
      at: scope.at,
      message: `${labelOf(scope)} sends uploads without nosniff, so browsers may run them; add ${name} nosniff`,
      fixes: fixIf(
        `Send ${name} nosniff (browsers stop guessing the type of these files)`,
        'behavior-changing',
        addHeaderEdits(scope, [{ name, statement: `add_header ${name} nosniff always;` }]),
        copiedHeaders(scope),
      ),
    });
  },
});
