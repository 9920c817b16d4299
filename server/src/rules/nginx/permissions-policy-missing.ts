import { fixIf } from '../../finding/fix.ts';
import { PERMISSIONS_POLICY } from '../../knowledge/headers/security-headers.ts';
import { isForDevelopment, isLocal, servesContent, servesPages } from '../../subjects/nginx/answers.ts';
import {
  addHeaderEdits,
  copiedHeaders,
  responseHeaders,
  sendsAnywhere,
} from '../../subjects/nginx/response-headers.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/permissions-policy-missing',
  subject: 'nginxScope',
  severity: 'low',
  severityBecause: 'injected scripts or frames × ask visitors for camera and location in this site’s name',
  category: 'exposure',
  profile: 'strict',
  stages: 'production',
  summary: 'Pages are sent without a Permissions-Policy',
  why: 'Without it a page and every frame in it may ask for camera, microphone and location. Sites that use none of them can say so.',
  references: [
    {
      name: 'MDN: Permissions-Policy',
      url: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Permissions-Policy',
    },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        events {}
        http {
            server {
                listen 80;
                server_name www.example.com;
                root /srv/www;
            }
        }
      `,
    ],
    good: [
      nginx`
        server {
            root /srv/www;
            add_header Permissions-Policy "camera=()" always;
        }
      `,
      nginx`
        server {
            listen 80;
            root /srv/www;
        }
      `,
    ],
  },
  check(scope, report) {
    const { server } = scope;
    if (scope.kind !== 'server' || server?.protocol !== 'http' || !responseHeaders(scope).known) return;
    if (isLocal(server) || isForDevelopment(server) || !servesContent(server) || !servesPages(server)) return;
    const { name, value } = PERMISSIONS_POLICY;
    if (sendsAnywhere(scope, name)) return;
    report({
      at: scope.at,
      message: 'Server sends no Permissions-Policy, so any frame may ask for camera or location; add one',
      fixes: fixIf(
        `Send ${name} (pages can no longer use camera, microphone and location)`,
        'behavior-changing',
        addHeaderEdits(scope, [{ name, statement: `add_header ${name} "${value}" always;` }]),
        copiedHeaders(scope),
      ),
    });
  },
});
