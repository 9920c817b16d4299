import type { Weakness } from '../../secrets/strength.ts';
import { defineRule, env, toml, yaml } from '../contract.ts';
import { nameOf, reachedSeverity, reportSecret, secretsGraded } from './report/secret-report.ts';

const REASON: Readonly<Record<Weakness, string>> = {
  common: 'is a common password',
  words: 'is made of well-known words',
  run: 'is a run of neighbouring keys or digits',
  repeat: 'repeats one short piece',
  context: 'repeats the name of its user, service or project',
  few: 'has too few possibilities',
};

export default defineRule({
  id: 'secret/weak',
  subject: 'namedValue',
  severity: 'critical',
  severityBecause:
    'Guessing needs nothing but network reach; a signing key gives every identity (critical), a password one service (high).',
  category: 'secret',
  profile: 'essential',
  stages: 'reachable',
  formats: ['dotenv', 'compose', 'toml', 'nginx'],
  summary: 'Secret can be guessed',
  why: 'A password or key made of words, keyboard runs, repeats or the names around it is found by a dictionary in seconds; a signing key even offline, from one token. Length does not help when the words are known: tools that only count characters or entropy let such values pass. The default in ${VAR:-default} counts too: it is what runs when nobody sets the variable.',
  references: [
    { name: 'CWE-521: Weak Password Requirements', url: 'https://cwe.mitre.org/data/definitions/521.html' },
    { name: 'NIST SP 800-63B, memorized secrets', url: 'https://pages.nist.gov/800-63-3/sp800-63b.html#memsecret' },
    { name: 'RFC 7518 section 3.2, HMAC key size', url: 'https://www.rfc-editor.org/rfc/rfc7518#section-3.2' },
  ],
  fix: 'behavior-changing',
  examples: {
    bad: [
      env`
        JWT_SECRET=supersecret
      `,
      yaml`
        services:
          db:
            image: postgres:17
            environment:
              POSTGRES_PASSWORD: \${DB_PASSWORD:-password123}
      `,
      toml`
        [database]
        password = "qwerty123"
      `,
    ],
    good: [
      env`
        JWT_SECRET=$(cat /run/secrets/jwt)
        DB_PASSWORD_FILE=/run/secrets/db
        API_PASSWORD_MIN_LENGTH=12
      `,
      yaml`
        services:
          db:
            image: postgres:17
            environment:
              POSTGRES_PASSWORD: \${DB_PASSWORD:?set it}
      `,
      toml`
        [database]
        password = "{{ env.DB_PASSWORD }}"
        password_hash = "$2b$12$abcdefghijklmnopqrstuv"
      `,
    ],
  },
  check(value, report, context) {
    for (const secret of secretsGraded(value, context, 'weak')) {
      if (secret.grade.verdict !== 'weak') continue;
      const message = `${nameOf(secret)} ${REASON[secret.grade.weakness]}: it is guessed, generate a random one`;
      reportSecret({ value, secret, report, context }, message, reachedSeverity(value, secret, context));
    }
  },
});
