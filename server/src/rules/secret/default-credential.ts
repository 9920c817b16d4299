import { nameOf, reachedSeverity, reportSecret, secretsGraded } from '../../subjects/secret/report.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'secret/default-credential',
  subject: 'namedValue',
  severity: 'high',
  category: 'secret',
  profile: 'essential',
  stages: 'reachable',
  formats: ['dotenv', 'compose', 'toml', 'nginx'],
  summary: 'Password is the default of its product',
  fix: 'behavior-changing',
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
