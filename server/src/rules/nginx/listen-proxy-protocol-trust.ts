import { addressList } from '../../subjects/nginx/access.ts';
import { isLocal } from '../../subjects/nginx/answers.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/listen-proxy-protocol-trust',
  subject: 'nginxDirective',
  severity: 'medium',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'Every client may send a PROXY header with an address of its choice',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    const { scope } = directive;
    const { server } = scope;
    if (directive.name !== 'listen' || !directive.has('proxy_protocol') || server === undefined || isLocal(server))
      return;
    const trusted = scope.array('set_real_ip_from');
    if (!trusted.known || trusted.directive !== undefined) return;
    // Without realip the allow list sees the balancer; the header’s address is used all the same.
    const uses = [scope, ...scope.descendants()].some((inner) =>
      inner.directives.some(({ values }) => values.some((value) => /\$\{?proxy_protocol_addr/i.test(value))),
    );
    if (!uses && addressList(scope) === 'none') return;
    report({
      at: directive.at,
      message: 'proxy_protocol without set_real_ip_from: the client’s address is not checked; name your balancers',
    });
  },
});
