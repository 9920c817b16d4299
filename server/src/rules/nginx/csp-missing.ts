import { fixIf } from '../../finding/fix.ts';
import { CONTENT_SECURITY_POLICY, SECURITY_HEADER_NAMES } from '../../knowledge/headers/security-headers.ts';
import { isForDevelopment, isLocal, servesContent, servesPages } from '../../subjects/nginx/answers.ts';
import {
  addHeaderEdits,
  copiedHeaders,
  responseHeaders,
  sendsAnywhere,
} from '../../subjects/nginx/response-headers.ts';
import { literal, placeholder } from '../../subjects/nginx/snippet.ts';
import { defineRule } from '../contract.ts';

const NAME = CONTENT_SECURITY_POLICY.name;

export default defineRule({
  id: 'nginx/csp-missing',
  subject: 'nginxScope',
  severity: 'low',
  category: 'exposure',
  profile: 'strict',
  stages: 'production',
  summary: 'Pages are sent without a Content-Security-Policy',
  fix: 'needs-input',
  formats: ['nginx'],
  check(scope, report) {
    const { server } = scope;
    if (scope.kind !== 'server' || server === undefined || server.protocol !== 'http') return;
    if (isLocal(server) || isForDevelopment(server) || !servesContent(server) || !responseHeaders(scope).known) return;
    const setsOthers = [...SECURITY_HEADER_NAMES].some(
      (name) => name !== 'strict-transport-security' && sendsAnywhere(scope, name),
    );
    if (!servesPages(server) && !setsOthers) return;
    if (sendsAnywhere(scope, NAME) || sendsAnywhere(scope, `${NAME}-Report-Only`)) return;
    const statement = `add_header ${NAME} "${placeholder(1, "default-src 'self'")}" always;`;
    report({
      at: scope.at,
      message: 'Server sends no Content-Security-Policy, so injected scripts run; add one that names your sources',
      fixes: fixIf(
        "Add a Content-Security-Policy (default-src 'self' alone: pages lose inline scripts and what others serve)",
        'needs-input',
        addHeaderEdits(scope, [{ name: NAME, statement }])?.map((edit) => ({
          ...edit,
          snippet: true,
          newText: snippetOf(edit.newText, statement),
        })),
        copiedHeaders(scope),
      ),
    });
  },
});

/** The inserted text as a snippet: only our own placeholder stays one. */
function snippetOf(text: string, statement: string): string {
  return text.split(statement).map(literal).join(statement);
}
