import { nameOf, reportSecret, secretsGraded } from '../../subjects/secret/report.ts';
import { defineRule, env, toml } from '../contract.ts';

export default defineRule({
  id: 'secret/password-classes',
  subject: 'namedValue',
  severity: 'low',
  severityBecause: 'Hygiene: asked for by written password policies; length protects better.',
  category: 'secret',
  profile: 'all',
  stages: 'production',
  formats: ['dotenv', 'compose', 'toml'],
  thresholds: {
    'exempt-length': { default: 20, description: 'characters from which a random password needs no classes' },
  },
  summary: 'Password lacks one of the four classes of a written policy',
  why: "Policies such as QilbeeDB's checklist ask for upper and lower case letters, digits and special characters. A long random password is stronger without them and is left alone; the rule is only on where a checklist or the profile asks for it.",
  references: [
    {
      name: 'NIST SP 800-63B, appendix A: strength of memorized secrets',
      url: 'https://pages.nist.gov/800-63-3/sp800-63b.html#appA',
    },
  ],
  fix: 'behavior-changing',
  examples: {
    bad: [
      env`
        ADMIN_PASSWORD=vq7lx2kd9rt4zw
      `,
    ],
    good: [
      env`
        ADMIN_PASSWORD=Vq7Lx2Kd9Rt-4Zw
        API_TOKEN=vq7lx2kd9rt4zw8n
      `,
      toml`
        [admin]
        password = "vq7lx2kd9rt4zw8n5c1bt3"
      `,
    ],
  },
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
