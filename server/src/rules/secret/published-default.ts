import { guessedSeverity, nameOf, reportSecret, secretsGraded } from '../../subjects/secret/report.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'secret/published-default',
  subject: 'namedValue',
  severity: 'critical',
  category: 'secret',
  profile: 'essential',
  stages: 'reachable',
  formats: ['dotenv', 'compose', 'toml', 'nginx'],
  summary: 'Secret is a value published in documentation',
  fix: 'behavior-changing',
  check(value, report, context) {
    for (const secret of secretsGraded(value, context, 'published')) {
      if (secret.grade.verdict !== 'published') continue;
      const message = `${nameOf(secret)} is a value published by ${secret.grade.by}; anybody can use it, generate your own`;
      reportSecret({ value, secret, report, context }, message, guessedSeverity(secret));
    }
  },
});
