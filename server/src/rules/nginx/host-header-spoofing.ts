import { fixIf } from '../../finding/fix.ts';
import { defineRule } from '../contract.ts';

const SPOOFABLE =
  /(?:^\$\{?(http_host)\b|\$\{?(?:http_x_forwarded_host|http_x_forwarded_server|http_x_host|arg_\w+|cookie_\w+))/i;

export default defineRule({
  id: 'nginx/host-header-spoofing',
  subject: 'nginxDirective',
  severity: 'medium',
  category: 'access',
  profile: 'recommended',
  stages: 'any',
  summary: 'The application gets a host name the client made up',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    const [name, value] = directive.values;
    if (directive.name !== 'proxy_set_header' && directive.name !== 'grpc_set_header') return;
    if (name?.toLowerCase() !== 'host' || value === undefined) return;
    const match = SPOOFABLE.exec(value);
    if (match === null) return;
    const isRaw = match[1]?.toLowerCase() === 'http_host';
    report({
      at: directive.argAt(1),
      message: `Host ${value.slice(0, 30)} is what the client wrote, so links and caches can be poisoned; use $host`,
      ...(isRaw ? { severity: 'low' as const } : {}),
      fixes: fixIf(
        'Use $host (a port in the Host header is no longer passed on)',
        'behavior-changing',
        directive.scope.model.edit.replaceArg(directive, 1, '$host'),
      ),
    });
  },
});
