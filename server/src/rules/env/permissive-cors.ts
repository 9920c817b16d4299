import { grantOf, type OriginGrant, replaceItem } from '../../knowledge/env/origins.ts';
import type { NamedValue } from '../../subjects/named-value.ts';
import { defineRule, env, type Fix, yaml } from '../contract.ts';
import { flipFix, inputFix } from './settings/repairs.ts';

const PLACEHOLDER = 'https://app.example.com';

export default defineRule({
  id: 'env/permissive-cors',
  subject: 'setting',
  severity: 'medium',
  severityBecause: 'needs nothing (any web page a user visits) × gets an easier next step: answers of this service',
  category: 'access',
  profile: 'essential',
  stages: 'deployed',
  summary: 'Every web site may read the answers of this service (CORS)',
  why: 'With `*`, `null` or "allow all" any page a user opens can call this service from the browser and read what it answers, also on a network only the user can reach. Name the origins that need it.',
  references: [
    {
      name: 'OWASP HTML5 Security: CORS',
      url: 'https://cheatsheetseries.owasp.org/cheatsheets/HTML5_Security_Cheat_Sheet.html#cross-origin-resource-sharing',
    },
    { name: 'Fetch standard, CORS protocol', url: 'https://fetch.spec.whatwg.org/#http-cors-protocol' },
    { name: 'CWE-942', url: 'https://cwe.mitre.org/data/definitions/942.html' },
  ],
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  examples: {
    bad: [
      env`
        CORS_ALLOWED_ORIGINS=*
      `,
      env`
        BACKEND_CORS_ORIGINS='["https://app.example.com", "*"]'
      `,
      env`
        CORS_ALLOW_ALL_ORIGINS=True
      `,
      yaml`
        services:
          api:
            image: ghcr.io/acme/api:1.4.2
            environment:
              ALLOWED_ORIGINS: \${ALLOWED_ORIGINS:-*}
      `,
    ],
    good: [
      env`
        CORS_ALLOWED_ORIGINS=https://app.example.com,https://admin.example.com
        CORS_ALLOWED_HEADERS=*
      `,
      env`
        CORS_ALLOW_ALL_ORIGINS=False
      `,
    ],
  },
  check(variable, report) {
    const { value, written, at, name } = variable;
    if (written === undefined) return;
    const grant = grantOf(variable.key, written);
    if (grant === undefined) return;
    report({ at, message: message(name, grant), fixes: fixes(value, written, grant) });
  },
});

function message(name: string, grant: OriginGrant): string {
  if (grant.kind === 'null') return `${name} lets in the origin null, which any page can take; name https origins only`;
  return `${name} lets every web site read this service's answers; name the origins`;
}

function fixes(value: NamedValue, text: string, grant: OriginGrant): readonly Fix[] {
  if (grant.kind === 'switch') return flipFix(value, text, 'false', 'other web sites lose access');
  return inputFix(value, `Name the origins in ${value.name}`, replaceItem(text, grant.item, PLACEHOLDER), PLACEHOLDER);
}
