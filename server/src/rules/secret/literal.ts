import { defineRule, type Example, yaml } from '../contract.ts';
import { nameOf, nounOf, reportSecret, secretsGraded } from './report/secret-report.ts';
import { isShared } from './report/shared-place.ts';

const TRACKED_TOML: Example = {
  format: 'toml',
  text: '[database]\npassword = "Vq7Lx2Kd9Rt4Zw8N"\n',
};

export default defineRule({
  id: 'secret/literal',
  subject: 'namedValue',
  severity: 'high',
  severityBecause: "A leaked copy of the file, which lives in a repository, gives one service's data or identity.",
  category: 'secret',
  profile: 'recommended',
  stages: 'running',
  formats: ['compose', 'toml', 'nginx'],
  summary: 'Secret is written into a file that is shared',
  why: 'A good secret in a committed file is known to everybody who ever had the repository, its forks and its backups, and cannot be changed without a new commit. Compose reads it from the environment or a secret file instead. TOML files are reported when git tracks them; a tracked .env is reported once, as a whole (dotenv/tracked).',
  references: [
    { name: 'CWE-798: Use of Hard-coded Credentials', url: 'https://cwe.mitre.org/data/definitions/798.html' },
    { name: 'The Twelve-Factor App: config', url: 'https://12factor.net/config' },
    { name: 'Docker Compose: secrets', url: 'https://docs.docker.com/compose/how-tos/use-secrets/' },
  ],
  fix: 'behavior-changing',
  examples: {
    bad: [
      yaml`
        services:
          db:
            image: postgres:17
            environment:
              POSTGRES_PASSWORD: Vq7Lx2Kd9Rt4Zw8N
      `,
      TRACKED_TOML,
    ],
    good: [
      yaml`
        services:
          db:
            image: postgres:17
            environment:
              POSTGRES_PASSWORD_FILE: /run/secrets/db
      `,
      yaml`
        services:
          db:
            image: postgres:17
            environment:
              POSTGRES_PASSWORD: \${POSTGRES_PASSWORD:?set it}
      `,
    ],
  },
  check(value, report, context) {
    if (value.format === 'dotenv' || !isShared(value, context)) return;
    for (const secret of secretsGraded(value, context, 'strong')) {
      // in a URL and on a command line other rules say it
      if (secret.part === 'url-password' || value.place === 'compose-command') continue;
      const message = `${nameOf(secret)} is a ${nounOf(secret)} in a file that is shared; take it from outside and change it`;
      reportSecret({ value, secret, report, context }, message, secret.purpose === 'salt' ? 'medium' : 'high');
    }
  },
});
