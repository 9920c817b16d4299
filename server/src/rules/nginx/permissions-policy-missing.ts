import { fixIf } from '../../finding/fix.ts';
import { PERMISSIONS_POLICY } from '../../knowledge/headers/security-headers.ts';
import { isForDevelopment, isLocal, servesContent, servesPages } from '../../subjects/nginx/answers.ts';
import {
  addHeaderEdits,
  copiedHeaders,
  responseHeaders,
  sendsAnywhere,
} from '../../subjects/nginx/response-headers.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/permissions-policy-missing',
  subject: 'nginxScope',
  severity: 'low',
  category: 'exposure',
  profile: 'strict',
  stages: 'production',
  summary: 'Pages are sent without a Permissions-Policy',
  fix: 'behavior-changing',
  formats: ['nginx'],
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
