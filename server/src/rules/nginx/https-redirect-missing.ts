import { fixIf } from '../../finding/fix.ts';
import type { NginxServer } from '../../formats/nginx/model/model.ts';
import {
  answer,
  answerOf,
  goesToHttps,
  isForDevelopment,
  isLocal,
  servesContent,
} from '../../subjects/nginx/answers.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/https-redirect-missing',
  subject: 'nginxScope',
  severity: 'medium',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'A site with HTTPS also serves its pages over plain HTTP',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(scope, report) {
    const { server } = scope;
    if (scope.kind !== 'server' || server === undefined || server.protocol !== 'http' || server.tls !== 'none') return;
    const plain = server.listens.filter((listen) => listen.port === 80 && !listen.socket.isLocal);
    if (plain.length === 0 || isLocal(server) || isForDevelopment(server) || !servesContent(server)) return;
    if (redirects(server)) return;
    const secure = scope.model.servers.find(
      (other) => other !== server && other.tls !== 'none' && sharesName(server, other),
    );
    if (secure === undefined) return;
    const hasAcme = server.locations.some(({ path }) => path.includes('.well-known'));
    report({
      at: scope.at,
      message: 'Port 80 serves this site in clear although it has an HTTPS server; redirect to https:// instead',
      related: [{ at: secure.scope.at, message: 'The HTTPS server of the same name' }],
      fixes: hasAcme
        ? []
        : fixIf(
            'Redirect port 80 to HTTPS (plain HTTP answers with 301 instead of content)',
            'behavior-changing',
            scope.model.edit.insert(scope, ['return 301 https://$host$request_uri;']),
          ),
    });
  },
});

/** Whether pages are redirected by `location /`, by an `if` of the server, or by anything we cannot follow. */
function redirects(server: NginxServer): boolean {
  const conditional = server.scope.children.filter((child) => child.kind === 'if').flatMap((child) => child.directives);
  if (conditional.some((directive) => goesToHttps(answerOf(directive)?.text))) return true;
  const root = server.match('/');
  if (root === 'unknown') return true;
  if (root === 'none') return false;
  const inside = root.scope.descendants().flatMap((child) => child.directives);
  return answer(root.scope) !== undefined || inside.some((directive) => goesToHttps(answerOf(directive)?.text));
}

function sharesName(a: NginxServer, b: NginxServer): boolean {
  const real = (server: NginxServer): readonly string[] =>
    server.names.filter(({ text, kind }) => kind !== 'unknown' && text !== '' && text !== '_').map(({ text }) => text);
  const names = real(b);
  if (real(a).length === 0 && names.length === 0) return true;
  return real(a).some((name) => names.includes(name));
}
