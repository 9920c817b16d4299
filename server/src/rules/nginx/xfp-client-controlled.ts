import { fixIf } from '../../finding/fix.ts';
import { isLocal } from '../../subjects/nginx/answers.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/xfp-client-controlled',
  subject: 'nginxDirective',
  severity: 'low',
  category: 'access',
  profile: 'strict',
  stages: 'production',
  summary: 'The application gets a scheme the client made up',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    const [name, value] = directive.values;
    if (directive.name !== 'proxy_set_header' || name?.toLowerCase() !== 'x-forwarded-proto') return;
    if (!/^\$\{?http_x_forwarded_proto\}?$/i.test(value ?? '')) return;
    const { scope } = directive;
    const { server } = scope;
    if (
      server === undefined ||
      server.tls === 'none' ||
      isLocal(server) ||
      scope.array('set_real_ip_from').directive !== undefined
    )
      return;
    report({
      at: directive.argAt(1),
      message: 'X-Forwarded-Proto repeats what the client sent, on a server with TLS of its own; use $scheme',
      fixes: fixIf(
        'Use $scheme (behind another proxy the application sees that proxy’s scheme)',
        'behavior-changing',
        scope.model.edit.replaceArg(directive, 1, '$scheme'),
      ),
    });
  },
});
