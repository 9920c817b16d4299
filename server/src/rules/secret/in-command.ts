import { nameOf, reportSecret, secretsGraded } from '../../subjects/secret/report.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'secret/in-command',
  subject: 'namedValue',
  severity: 'high',
  category: 'secret',
  profile: 'recommended',
  stages: 'production',
  formats: ['compose'],
  summary: 'Secret is written on a command line',
  fix: 'none',
  check(value, report, context) {
    if (value.place !== 'compose-command') return;
    for (const secret of secretsGraded(value, context, 'strong')) {
      if (secret.part === 'url-password') continue;
      const message = `${nameOf(secret)} is a secret on a command line, visible in ps and docker inspect; pass it by file or variable`;
      // a health check runs inside the container, where the variable stands anyway
      const severity = value.path.includes('healthcheck') ? 'low' : 'high';
      reportSecret({ value, secret, report, context }, message, severity);
    }
  },
});
