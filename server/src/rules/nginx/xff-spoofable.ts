import { fixIf } from '../../finding/fix.ts';
import { isLocal } from '../../subjects/nginx/answers.ts';
import { defineRule } from '../contract.ts';

const REPLACEMENTS: Readonly<Record<string, string>> = {
  'x-forwarded-for': '$proxy_add_x_forwarded_for',
  'x-real-ip': '$remote_addr',
  'x-client-ip': '$remote_addr',
  'true-client-ip': '$remote_addr',
};

export default defineRule({
  id: 'nginx/xff-spoofable',
  subject: 'nginxDirective',
  severity: 'medium',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'The application gets a client address the client made up',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    const [name, value] = directive.values;
    if (directive.name !== 'proxy_set_header' && directive.name !== 'grpc_set_header') return;
    const replacement = REPLACEMENTS[name?.toLowerCase() ?? ''];
    if (replacement === undefined || !/^\$\{?http_(x_forwarded_for|x_real_ip|x_client_ip)\}?$/i.test(value ?? ''))
      return;
    const { scope } = directive;
    const server = scope.server;
    if (scope.array('set_real_ip_from').directive !== undefined || (server !== undefined && isLocal(server))) return;
    report({
      at: directive.argAt(1),
      message: `${name} repeats what the client sent, so addresses can be forged; use ${replacement}`,
      fixes: fixIf(
        `Use ${replacement} (behind another proxy the application sees that proxy too)`,
        'behavior-changing',
        scope.model.edit.replaceArg(directive, 1, replacement),
      ),
    });
  },
});
