import { fixIf } from '../../finding/fix.ts';
import { tlsDecider } from '../../subjects/nginx/tls-server.ts';
import { isBefore } from '../../subjects/nginx/version.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/tls-protocols-per-vhost-ignored',
  subject: 'nginxDirective',
  directives: ['ssl_protocols'],
  severity: 'medium',
  category: 'transport',
  profile: 'recommended',
  stages: 'any',
  summary: 'ssl_protocols of a server that is not the default of its socket has no effect',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report, context) {
    if (directive.scope.kind !== 'server') return;
    const { version } = context.nginx;
    if (version !== undefined && !isBefore(version, '1.29.2')) return;
    const server = directive.scope.server;
    const decider = server === undefined ? undefined : tlsDecider(server);
    if (server === undefined || decider === undefined) return;
    const theirs = decider.scope.effective('ssl_protocols');
    if (!theirs.known || theirs.directive === undefined) return;
    const mine = directive.scope.effective('ssl_protocols');
    if (protocols(theirs.directives) === protocols(mine.directives)) return;
    report({
      at: directive.at,
      message: 'nginx ignores ssl_protocols here: the socket’s default server decides; set it there or in http',
      related: [{ at: theirs.directive.at, message: 'This one is in force' }],
      fixes: fixIf(
        'Remove the ssl_protocols that has no effect (from nginx 1.29.2 on the server then follows http)',
        'behavior-changing',
        directive.scope.model.edit.remove(directive),
      ),
    });
  },
});

function protocols(directives: readonly { readonly values: readonly string[] }[]): string {
  return [...new Set(directives.flatMap(({ values }) => values.map((name) => name.toLowerCase())))].sort().join(' ');
}
