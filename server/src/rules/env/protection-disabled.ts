import { PROTECTIONS } from '../../knowledge/env/protections.ts';
import { setFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule, env, yaml } from '../contract.ts';

/** One look before the table: most variables are none of these. */
const ANY_OF_THEM = new RegExp(PROTECTIONS.map(({ key }) => key.source).join('|'));

export default defineRule({
  id: 'env/protection-disabled',
  subject: 'setting',
  severity: 'high',
  severityBecause: 'needs a foothold in one account × gets one service’s data (each switch has its own severity)',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'A product’s own protection is switched off',
  why: 'Each of these switches takes away a limit its product ships with. The finding says which one; the product’s documentation says when it is needed.',
  references: [
    { name: 'CWE-1188 Insecure default initialization', url: 'https://cwe.mitre.org/data/definitions/1188.html' },
    { name: 'n8n, securing n8n', url: 'https://docs.n8n.io/hosting/securing/overview/' },
  ],
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  examples: {
    bad: [
      env`
        N8N_BLOCK_ENV_ACCESS_IN_NODE=false
      `,
      env`
        KC_DB=dev-file
      `,
      yaml`
        services:
          app:
            image: ghcr.io/acme/app:2.0.1
            environment:
              GF_SECURITY_ALLOW_EMBEDDING: "true"
      `,
    ],
    good: [
      env`
        N8N_BLOCK_ENV_ACCESS_IN_NODE=true
      `,
      env`
        KC_DB=postgres
      `,
    ],
  },
  check(variable, report) {
    const { value } = variable;
    const setting = settingOf(variable, ANY_OF_THEM);
    const found = setting && PROTECTIONS.find(({ key, bad }) => key.test(setting.key) && bad.test(setting.text));
    if (setting === undefined || found === undefined) return;
    report({
      at: setting.at,
      severity: found.severity,
      message: `${setting.name} ${found.risk}; set it to ${found.safe}`,
      fixes: setFix(value, found.safe, 'what relied on it stops working'),
    });
  },
});
