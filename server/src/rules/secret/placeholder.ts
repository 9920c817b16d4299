import { defineRule, env, toml, yaml } from '../contract.ts';
import { nameOf, nounOf, reachedSeverity, reportSecret, secretsGraded } from './report/secret-report.ts';

export default defineRule({
  id: 'secret/placeholder',
  subject: 'namedValue',
  severity: 'critical',
  severityBecause:
    'A placeholder is public and needs only network reach: a signing key gives every identity, a password one service.',
  category: 'secret',
  profile: 'essential',
  stages: 'production',
  formats: ['dotenv', 'compose', 'toml', 'nginx'],
  summary: 'Secret still holds a placeholder',
  why: 'A value such as "change me", "your secret here" or "<token>" was meant to be replaced before the file is used. Programs accept it, so it reaches production unnoticed, and everybody who has seen the template knows it.',
  references: [
    { name: 'CWE-1392: Use of Default Credentials', url: 'https://cwe.mitre.org/data/definitions/1392.html' },
    {
      name: 'OWASP Secrets Management Cheat Sheet',
      url: 'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html',
    },
  ],
  fix: 'behavior-changing',
  examples: {
    bad: [
      env`
        SESSION_SECRET=your-session-secret-here
      `,
      yaml`
        services:
          app:
            image: example/app:1
            environment:
              - SECRET_KEY=CHANGE_ME_IN_PRODUCTION
      `,
      toml`
        [auth]
        token = "<put your token here>"
      `,
    ],
    good: [
      { ...env`SESSION_SECRET=your-session-secret-here`, name: '.env.example' },
      env`
        SESSION_SECRET_FILE=/run/secrets/session
      `,
      toml`
        [auth]
        token = "\${AUTH_TOKEN}"
      `,
    ],
  },
  check(value, report, context) {
    for (const secret of secretsGraded(value, context, 'placeholder')) {
      const message = `${nameOf(secret)} still holds a placeholder everybody can read; set a real ${nounOf(secret)}`;
      const found = { value, secret, report, context, advice: 'set a real value' };
      reportSecret(found, message, reachedSeverity(value, secret, context));
    }
  },
});
