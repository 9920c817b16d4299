import { fixIf } from '../../finding/fix.ts';
import { addressList } from '../../subjects/nginx/access.ts';
import { isLocal } from '../../subjects/nginx/answers.ts';
import { defineRule } from '../contract.ts';

const REPLACEMENTS: Readonly<Record<string, string>> = {
  'x-forwarded-for': '$proxy_add_x_forwarded_for',
  'x-real-ip': '$remote_addr',
  'x-client-ip': '$remote_addr',
  'true-client-ip': '$remote_addr',
};

/** Set by a network in front of the server; whoever reaches the server without it writes the header as he likes. */
const OF_NETWORK = /^(?:cf_connecting_ip|true_client_ip|fastly_client_ip|x_azure_clientip|ali_cdn_real_ip)$/;

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
    const header = /^\$\{?http_(\w+)\}?$/.exec(value?.toLowerCase() ?? '')?.[1];
    if (replacement === undefined || header === undefined) return;
    const { scope } = directive;
    const server = scope.server;
    if (scope.array('set_real_ip_from').directive !== undefined || (server !== undefined && isLocal(server))) return;
    if (addressList(scope) === 'restricted' || addressList(scope) === 'closed') return;
    const isOfNetwork = OF_NETWORK.test(header);
    report({
      at: directive.argAt(1),
      ...(isOfNetwork ? { severity: 'low' as const } : {}),
      message: isOfNetwork
        ? `Who reaches this server past its CDN writes ${name} as he likes; believe its ranges only: set_real_ip_from`
        : `${name} repeats what the client sent, so addresses can be forged; use ${replacement}`,
      fixes: isOfNetwork
        ? []
        : fixIf(
            `Use ${replacement} (behind another proxy the application sees that proxy too)`,
            'behavior-changing',
            scope.model.edit.replaceArg(directive, 1, replacement),
          ),
    });
  },
});
