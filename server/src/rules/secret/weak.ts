import type { Weakness } from '../../secrets/strength.ts';
import { nameOf, reachedSeverity, reportSecret, secretsGraded } from '../../subjects/secret/report.ts';
import { defineRule } from '../contract.ts';

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
  category: 'secret',
  profile: 'essential',
  stages: 'production',
  formats: ['dotenv', 'compose', 'toml', 'nginx'],
  summary: 'Secret can be guessed',
  fix: 'behavior-changing',
  check(value, report, context) {
    for (const secret of secretsGraded(value, context, 'weak')) {
      if (secret.grade.verdict !== 'weak') continue;
      const message = `${nameOf(secret)} ${REASON[secret.grade.weakness]}: it is guessed, generate a random one`;
      reportSecret({ value, secret, report, context }, message, reachedSeverity(value, secret, context));
    }
  },
});
