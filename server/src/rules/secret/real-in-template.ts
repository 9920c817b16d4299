import { looksGenerated } from '../../secrets/tokens/generated.ts';
import { nameOf, nounOf, reportSecret, secretsGraded } from '../../subjects/secret/report.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'secret/real-in-template',
  subject: 'namedValue',
  severity: 'high',
  category: 'secret',
  profile: 'recommended',
  stages: 'any',
  formats: ['dotenv', 'compose', 'toml'],
  summary: 'Template holds what looks like a real secret',
  fix: 'behavior-changing',
  check(value, report, context) {
    if (context.stage !== 'template') return;
    for (const secret of secretsGraded(value, context, 'strong')) {
      if (!looksGenerated(secret.text)) continue;
      // another default that everybody can read would be used just like this one
      if (secret.reference !== undefined) {
        reportSecret(
          { value, secret, report, context },
          `${nameOf(secret)} looks like a real ${nounOf(secret)} in a template; require the variable and change it`,
          'high',
        );
        continue;
      }
      const replaced =
        secret.part === 'value' ? value.replaceWith('change-me') : value.replacePart(secret.span, 'change-me');
      reportSecret(
        { value, secret, report, context },
        `${nameOf(secret)} looks like a real ${nounOf(secret)} in a template; put a placeholder there and change it`,
        'high',
        replaced,
      );
    }
  },
});
