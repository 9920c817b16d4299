import { defineRule, env, toml } from '../contract.ts';
import { guessedSeverity, nameOf, reportSecret, secretsGraded } from './report/secret-report.ts';

export default defineRule({
  id: 'secret/published-default',
  subject: 'namedValue',
  severity: 'critical',
  severityBecause: 'The value is in public documentation: network reach is enough; a signing key gives every identity.',
  category: 'secret',
  profile: 'essential',
  stages: 'reachable',
  formats: ['dotenv', 'compose', 'toml', 'nginx'],
  summary: 'Secret is a value published in documentation',
  why: "Shipped defaults and documentation samples look random and pass every measure of strength, but they are the same on every installation and in every attacker's list. Self-hosted stacks have been taken over with nothing else.",
  references: [
    { name: 'CWE-798: Use of Hard-coded Credentials', url: 'https://cwe.mitre.org/data/definitions/798.html' },
    {
      name: 'Supabase: securing a self-hosted stack',
      url: 'https://supabase.com/docs/guides/self-hosting/docker#securing-your-services',
    },
  ],
  fix: 'behavior-changing',
  examples: {
    bad: [
      env`
        SECRET_KEY=django-insecure-3k2l5j6h7g8f9d0s1a2z3x4c5v6b7n8m9q0w1e
      `,
      toml`
        [rathole.server]
        default_token = "use_a_secret_that_only_you_know"
      `,
    ],
    good: [
      env`
        SECRET_KEY=\${DJANGO_SECRET_KEY}
      `,
      toml`
        [rathole.server]
        default_token = "\${RATHOLE_TOKEN}"
      `,
    ],
  },
  check(value, report, context) {
    for (const secret of secretsGraded(value, context, 'published')) {
      if (secret.grade.verdict !== 'published') continue;
      const message = `${nameOf(secret)} is a value published by ${secret.grade.by}; anybody can use it, generate your own`;
      reportSecret({ value, secret, report, context }, message, guessedSeverity(secret));
    }
  },
});
