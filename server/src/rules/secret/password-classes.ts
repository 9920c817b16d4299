import { nameOf, reportSecret, secretsGraded } from '../../subjects/secret/report.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'secret/password-classes',
  subject: 'namedValue',
  severity: 'low',
  category: 'secret',
  profile: 'all',
  stages: 'production',
  formats: ['dotenv', 'compose', 'toml'],
  thresholds: {
    'exempt-length': { default: 20, description: 'characters from which a random password needs no classes' },
  },
  summary: 'Password lacks one of the four classes of a written policy',
  fix: 'behavior-changing',
  check(value, report, context) {
    for (const secret of secretsGraded(value, context, 'strong')) {
      if (secret.purpose !== 'password' || secret.text.length >= context.threshold('exempt-length')) continue;
      const missing = CLASSES.filter(([, pattern]) => !pattern.test(secret.text)).map(([name]) => name);
      if (missing.length === 0) continue;
      const message = `${nameOf(secret)} has no ${missing.join(', no ')}; the password policy asks for them`;
      reportSecret({ value, secret, report, context }, message, 'low');
    }
  },
});

const CLASSES: readonly (readonly [string, RegExp])[] = [
  ['upper case', /[A-Z]/],
  ['lower case', /[a-z]/],
  ['digit', /\d/],
  ['special character', /[^A-Za-z0-9]/],
];
