import { defineRule, env, toml, yaml } from '../contract.ts';
import { nameOf, reachedSeverity, reportSecret, secretsGraded } from './report/secret-report.ts';

export default defineRule({
  id: 'secret/default-credential',
  subject: 'namedValue',
  severity: 'high',
  severityBecause: 'Needs network reach only and gives one service with its data.',
  category: 'secret',
  profile: 'essential',
  stages: 'reachable',
  formats: ['dotenv', 'compose', 'toml', 'nginx'],
  summary: 'Password is the default of its product',
  why: "Scanners try the documented default of every database, broker and dashboard within minutes of a port being reachable. A password that is the product's default, its sample, or the user name again protects nothing.",
  references: [
    { name: 'CWE-1392: Use of Default Credentials', url: 'https://cwe.mitre.org/data/definitions/1392.html' },
    {
      name: 'CISA: Risks of Default Passwords on the Internet',
      url: 'https://www.cisa.gov/news-events/alerts/2013/06/24/risks-default-passwords-internet',
    },
  ],
  fix: 'behavior-changing',
  examples: {
    bad: [
      env`
        RABBITMQ_DEFAULT_PASS=guest
      `,
      yaml`
        services:
          store:
            image: minio/minio:RELEASE.2025-09-07T16-13-09Z
            environment:
              MINIO_ROOT_PASSWORD: minioadmin
      `,
      toml`
        [database]
        url = "postgres://postgres:postgres@db.example.net/app"
      `,
    ],
    good: [
      env`
        RABBITMQ_DEFAULT_USER=guest
        RABBITMQ_DEFAULT_PASS=\${BROKER_PASSWORD}
      `,
      toml`
        [database]
        url = "postgres://app:\${DB_PASSWORD}@db.example.net/app"
      `,
    ],
  },
  check(value, report, context) {
    for (const secret of secretsGraded(value, context, 'default')) {
      if (secret.grade.verdict !== 'default') continue;
      const message = secret.grade.repeatsUser
        ? `${nameOf(secret)} repeats the user name, the first guess of every scanner; set a generated password`
        : `${nameOf(secret)} is the default that scanners try for ${secret.grade.product}; set a generated password`;
      reportSecret({ value, secret, report, context }, message, reachedSeverity(value, secret, context));
    }
  },
});
