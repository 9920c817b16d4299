import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/mtls-header-spoof',
  subject: 'nginxDirective',
  severity: 'high',
  category: 'access',
  profile: 'recommended',
  stages: 'any',
  summary: 'The application gets a certificate header the client wrote itself',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    const [name, value] = directive.values;
    if (!/^(proxy|grpc)_set_header$/.test(directive.name) || name === undefined || value === undefined) return;
    if (!/(ssl|tls|client)[-_]?(client|cert|verif|dn|serial|fingerprint)/i.test(name)) return;
    if (!/^\$\{?http_\w*(ssl|tls|cert|client_(dn|verif|serial))\w*\}?$/i.test(value)) return;
    if (directive.scope.array('set_real_ip_from').directive !== undefined) return;
    report({
      at: directive.argAt(1),
      message: `${name.slice(0, 30)} repeats what the client wrote, so identities can be forged; set it from $ssl_client_…`,
    });
  },
});
