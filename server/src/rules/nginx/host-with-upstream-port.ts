import type { NginxScope } from '../../formats/nginx/model/model.ts';
import { handlerOf } from '../../subjects/nginx/answers.ts';
import { upstreamTarget } from '../../subjects/nginx/upstream-target.ts';
import { defineRule } from '../contract.ts';

/** The client's name with the port of the server behind. */
const MIXED = /^\$\{?(?:host|http_host|server_name)\}?:\$\{?proxy_port\}?$/;

const DEFAULT_PORTS: Readonly<Record<string, string>> = { http: '80', https: '443' };

export default defineRule({
  id: 'nginx/host-with-upstream-port',
  subject: 'nginxDirective',
  directives: ['proxy_set_header'],
  severity: 'medium',
  category: 'correctness',
  profile: 'strict',
  stages: 'any',
  summary: 'The application is told its own port as that of the site',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    const name = directive.arg(0) ?? '';
    if (!/^(?:x-forwarded-)?host$/i.test(name) || !MIXED.test(directive.arg(1) ?? '')) return;
    const { scope } = directive;
    const port = portBehind(scope);
    // A variable may bring any port. Where both listen on the same port the two are one.
    if (port?.includes('$') === true) return;
    if (port !== undefined && scope.server?.listens.some((listen) => String(listen.port) === port) === true) return;
    report({
      at: directive.argAt(1),
      message: `${name} gets the port of the back end, and links and redirects lead there; write $host:$server_port`,
    });
  },
});

/**
 * The port behind, as `$proxy_port` has it: where the target names none, also for a name of an `upstream`, that of its scheme
 * (https://nginx.org/en/docs/http/ngx_http_proxy_module.html#var_proxy_port). May hold a variable.
 */
function portBehind(scope: NginxScope): string | undefined {
  const handler = scope.effective('proxy_pass').directive ?? handlerOf(scope);
  const target = handler === undefined ? undefined : upstreamTarget(handler);
  if (target === undefined || target.isUnix) return undefined;
  if (target.port !== undefined) return target.port;
  return target.host.includes('$') ? target.host : DEFAULT_PORTS[target.scheme];
}
