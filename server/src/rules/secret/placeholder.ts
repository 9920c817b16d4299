import { nameOf, nounOf, reachedSeverity, reportSecret, secretsGraded } from '../../subjects/secret/report.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'secret/placeholder',
  subject: 'namedValue',
  severity: 'critical',
  category: 'secret',
  profile: 'essential',
  stages: 'production',
  formats: ['dotenv', 'compose', 'toml', 'nginx'],
  summary: 'Secret still holds a placeholder',
  fix: 'behavior-changing',
  check(value, report, context) {
    for (const secret of secretsGraded(value, context, 'placeholder')) {
      const message = `${nameOf(secret)} still holds a placeholder everybody can read; set a real ${nounOf(secret)}`;
      reportSecret({ value, secret, report, context }, message, reachedSeverity(value, secret, context));
    }
  },
});
