import { handlerOf } from '../../subjects/nginx/answers.ts';
import { upstreamTarget } from '../../subjects/nginx/upstream-target.ts';
import { defineRule } from '../contract.ts';

/** The client's name with the port of the server behind. */
const MIXED = /^\$\{?(?:host|http_host|server_name)\}?:\$\{?proxy_port\}?$/;

export default defineRule({
  id: 'nginx/host-with-upstream-port',
  subject: 'nginxDirective',
  directives: ['proxy_set_header'],
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'The application is told its own port as that of the site',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    const name = directive.arg(0) ?? '';
    if (!/^(?:x-forwarded-)?host$/i.test(name) || !MIXED.test(directive.arg(1) ?? '')) return;
    const { scope } = directive;
    const port = portBehind(directive.scope);
    // Where both listen on the same port the two are one.
    if (port !== undefined && scope.server?.listens.some((listen) => String(listen.port) === port) === true) return;
    report({
      at: directive.argAt(1),
      message: `${name} gets the port of the back end, and links and redirects lead there; write $host:$server_port`,
    });
  },
});

function portBehind(scope: Parameters<typeof handlerOf>[0]): string | undefined {
  const handler = scope.effective('proxy_pass').directive ?? handlerOf(scope);
  return handler === undefined ? undefined : upstreamTarget(handler)?.port;
}
