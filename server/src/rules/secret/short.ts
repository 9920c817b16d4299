import { withArticle } from '../../secrets/expectation.ts';
import { type JudgedSecret, judgeSecrets } from '../../secrets/judge.ts';
import type { Purpose } from '../../secrets/purpose.ts';
import type { RuleContext } from '../../subjects/context.ts';
import { isUnused, nameOf, nounOf, reportSecret } from '../../subjects/secret/report.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'secret/short',
  subject: 'namedValue',
  severity: 'high',
  category: 'secret',
  profile: 'recommended',
  stages: 'production',
  formats: ['dotenv', 'compose', 'toml', 'nginx'],
  summary: 'Secret is shorter than its purpose asks for',
  fix: 'behavior-changing',
  thresholds: {
    'signing-key': { default: 32, description: 'characters of a key that signs tokens or sessions' },
    'app-secret': { default: 32, description: "characters of an application's own secret" },
    password: { default: 12, description: 'characters of a password' },
  },
  check(value, report, context) {
    for (const secret of judgeSecrets(value, context.workspaceWords)) {
      const minimum = minimumFor(secret, context);
      if (minimum === undefined || secret.text.length >= minimum) continue;
      if (isUnused(value, secret, context)) continue;
      const message = `${nameOf(secret)} has ${secret.text.length} characters, ${withArticle(nounOf(secret))} needs ${minimum}; generate a longer one`;
      reportSecret({ value, secret, report, context }, message, signs(secret.purpose) ? 'high' : 'medium');
    }
  },
});

/** The length asked for: the thresholds where there is one for the purpose, else what the purpose itself asks. */
function minimumFor(secret: JudgedSecret, context: RuleContext): number | undefined {
  const { grade, purpose } = secret;
  if (grade.verdict !== 'short' && grade.verdict !== 'strong') return undefined;
  if (purpose === 'signing-key' || purpose === 'app-secret' || purpose === 'password')
    return context.threshold(purpose);
  return grade.verdict === 'short' ? grade.minimum : undefined;
}

function signs(purpose: Purpose): boolean {
  return purpose !== 'password' && purpose !== 'token' && purpose !== 'api-key' && purpose !== 'salt';
}
