import { isOff, isOn } from '../../knowledge/env/switch.ts';
import { skipsVerification } from '../../knowledge/env/tls-verification.ts';
import type { NamedValue } from '../../subjects/named-value.ts';
import { defineRule, env, type Fix, yaml } from '../contract.ts';
import { flipFix, removeFix, setFix } from './settings/repairs.ts';

export default defineRule({
  id: 'env/tls-verification-disabled',
  subject: 'setting',
  severity: 'high',
  severityBecause:
    'needs nothing but a place on the network path × gets what is sent, passwords included, and may change it',
  category: 'transport',
  profile: 'essential',
  stages: 'deployed',
  summary: 'Certificates are not checked, so TLS protects against nobody on the path',
  why: 'A connection that accepts any certificate is encrypted to whoever answers. Give the program the certificate of your own authority instead (NODE_EXTRA_CA_CERTS, SSL_CERT_FILE, REQUESTS_CA_BUNDLE).',
  references: [
    {
      name: 'Node.js, NODE_TLS_REJECT_UNAUTHORIZED',
      url: 'https://nodejs.org/api/cli.html#node_tls_reject_unauthorizedvalue',
    },
    { name: 'CWE-295', url: 'https://cwe.mitre.org/data/definitions/295.html' },
  ],
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  examples: {
    bad: [
      env`
        NODE_TLS_REJECT_UNAUTHORIZED=0
      `,
      env`
        SMTP_TLS_REJECT_UNAUTHORIZED=false
        VAULT_SKIP_VERIFY=true
      `,
      yaml`
        services:
          web:
            image: ghcr.io/acme/web:2.0.1
            environment:
              GIT_SSL_NO_VERIFY: "1"
      `,
    ],
    good: [
      env`
        NODE_EXTRA_CA_CERTS=/etc/ssl/acme-ca.pem
        VAULT_SKIP_VERIFY=false
      `,
      env`
        NODE_TLS_REJECT_UNAUTHORIZED=1
        EMAIL_VERIFY=false
      `,
    ],
  },
  check(variable, report) {
    const { value, written, at, name } = variable;
    if (written === undefined || !skipsVerification(variable.key, written)) return;
    report({
      at,
      message: `${name} accepts any certificate, an attacker's too; switch the check back on`,
      fixes: fixes(value, written),
    });
  },
});

function fixes(value: NamedValue, text: string): readonly Fix[] {
  const consequence = 'hosts with an untrusted certificate are refused';
  if (text.trim().toLowerCase() === 'no-verify') return setFix(value, 'verify-full', consequence);
  return isOn(text) || isOff(text) ? flipFix(value, text, text, consequence) : removeFix(value, consequence);
}
