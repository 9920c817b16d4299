import { openDoor } from '../../knowledge/env/authentication.ts';
import { isOff, isOn } from '../../knowledge/env/switch.ts';
import type { NamedValue } from '../../subjects/named-value.ts';
import { besides, type Setting } from '../../subjects/setting.ts';
import { defineRule, env, type Fix, type RuleContext, yaml } from '../contract.ts';
import { flipFix, setFix } from './settings/repairs.ts';

export default defineRule({
  id: 'env/authentication-disabled',
  subject: 'setting',
  severity: 'high',
  severityBecause: 'needs nothing × gets one service’s data',
  category: 'access',
  profile: 'essential',
  stages: 'running',
  summary: 'Anybody who reaches the program is let in',
  why: 'With authentication off, every visitor, neighbour container and stolen browser session has the rights of an owner. A private network is one mistake away from a public one.',
  references: [
    {
      name: 'OWASP API2 Broken Authentication',
      url: 'https://owasp.org/API-Security/editions/2023/en/0xa2-broken-authentication/',
    },
    { name: 'PostgreSQL, trust authentication', url: 'https://www.postgresql.org/docs/current/auth-trust.html' },
    { name: 'CWE-306', url: 'https://cwe.mitre.org/data/definitions/306.html' },
  ],
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  examples: {
    bad: [
      env`
        NACOS_AUTH_ENABLE=false
      `,
      env`
        POSTGRES_HOST_AUTH_METHOD=trust
        NEO4J_AUTH=none
      `,
      yaml`
        services:
          app:
            image: ghcr.io/acme/app:2.0.1
            environment:
              DISABLE_AUTH: "true"
      `,
    ],
    good: [
      env`
        AUTH_ENABLED=true
        LDAP_AUTH_ENABLED=false
      `,
      env`
        POSTGRES_HOST_AUTH_METHOD=scram-sha-256
        SMTP_AUTH_TYPE=none
      `,
    ],
  },
  check(variable, report, context) {
    const { value, written, at, name } = variable;
    const door = written === undefined ? undefined : openDoor(variable.key, written);
    if (written === undefined || door === undefined) return;
    // In a compose file the image is known, and compose/authentication-disabled says what is open.
    if (value.place !== 'dotenv' && value.name === 'DISABLE_SECURITY_PLUGIN') return;
    if (door.kind === 'anonymous' && door.admin && !anonymousIsOn(variable, context)) return;
    if (door.kind === 'anonymous') {
      const message = `${name} gives visitors without an account ${door.admin ? 'every right' : 'access'}; switch it off`;
      const fixes = door.admin
        ? setFix(value, 'Viewer', 'anonymous users only look')
        : flipFix(value, written, 'false', 'visitors must sign in');
      report({ at, severity: door.admin ? 'high' : 'medium', message, fixes });
      return;
    }
    report({
      at,
      message: `${name} lets anybody in who reaches the program; switch authentication on`,
      fixes: repairs(value, written, door.safe),
    });
  },
});

/** Grafana: the role counts only when anonymous access is on. */
function anonymousIsOn(variable: Setting, context: RuleContext): boolean {
  const others = besides(variable, context.all('setting'));
  return others.some((other) => other.key === 'GF_AUTH_ANONYMOUS_ENABLED' && isOn(other.value.resolved ?? ''));
}

function repairs(value: NamedValue, text: string, safe: string | undefined): readonly Fix[] {
  const consequence = 'callers must sign in';
  if (safe !== undefined) return setFix(value, safe, consequence);
  return isOn(text) || isOff(text) ? flipFix(value, text, text, consequence) : [];
}
