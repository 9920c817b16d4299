import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/mtls-header-spoof',
  subject: 'nginxDirective',
  severity: 'high',
  severityBecause: 'anyone on the network × any identity a client certificate could give',
  category: 'access',
  profile: 'recommended',
  stages: 'any',
  summary: 'The application gets a certificate header the client wrote itself',
  why: 'Headers like `X-SSL-Client-DN` tell the application who the client is. Passing the incoming header on lets everybody write them; they must come from `$ssl_client_…`.',
  references: [
    { name: 'nginx: SSL variables', url: 'https://nginx.org/en/docs/http/ngx_http_ssl_module.html#variables' },
    { name: 'CWE-290: Authentication Bypass by Spoofing', url: 'https://cwe.mitre.org/data/definitions/290.html' },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        location / {
            proxy_pass http://app:8080;
            proxy_set_header X-SSL-Client-DN $http_x_ssl_client_dn;
        }
      `,
    ],
    good: [
      nginx`
        location / {
            proxy_pass http://app:8080;
            proxy_set_header X-SSL-Client-DN $ssl_client_s_dn;
        }
      `,
      nginx`
        proxy_set_header X-Request-Id $http_x_request_id;
      `,
    ],
  },
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
