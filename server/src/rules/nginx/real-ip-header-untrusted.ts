import type { NginxModel } from '../../formats/nginx/model/model.ts';
import { defineRule } from '../contract.ts';

/** A range of the one address that means none. */
const NOBODY = /^(?:0\.0\.0\.0(?:\/32)?|::(?:\/128)?)$/;

export default defineRule({
  id: 'nginx/real-ip-header-untrusted',
  subject: 'nginxDirective',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'real_ip_header has no effect without trusted proxies',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    if (directive.name === 'set_real_ip_from' && NOBODY.test(directive.arg(0) ?? '')) {
      report({
        at: directive.argAt(0),
        message: `No proxy has the address ${directive.arg(0)}, so nobody is believed; name the addresses of your proxies`,
      });
      return;
    }
    if (directive.name !== 'real_ip_header') return;
    const { scope } = directive;
    const inForce = scope.array('set_real_ip_from');
    if (!inForce.known || inForce.directive !== undefined) return;
    if (scope.descendants().some((inner) => inner.first('set_real_ip_from') !== undefined)) return;
    report({
      at: directive.at,
      message:
        'real_ip_header has no effect: no set_real_ip_from names a proxy to believe; name it, or delete the line',
      ...(usesAddresses(scope.model) ? {} : { severity: 'low' as const }),
    });
  },
});

/** Whether anything in the files depends on who the client is: limits or lists by address. */
function usesAddresses(model: NginxModel): boolean {
  return model.directives.some(
    ({ name, values }) =>
      name === 'allow' ||
      name === 'deny' ||
      (/^(?:limit_(?:req|conn)_zone|geo|map|if)$/.test(name) &&
        values.some((value) => /\$\{?(?:binary_)?remote_addr\b/.test(value))) ||
      (name === 'geo' && values.length === 1),
  );
}
