import { nameOf, reportSecret, secretsGraded } from '../../subjects/secret/report.ts';
import { mayBeRead } from '../../subjects/secret/shared-place.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'secret/private-key-inline',
  subject: 'namedValue',
  severity: 'high',
  category: 'secret',
  profile: 'recommended',
  stages: 'any',
  formats: ['dotenv', 'compose', 'toml', 'nginx'],
  summary: 'Private key stands inside a configuration file',
  fix: 'none',
  check(value, report, context) {
    if (!mayBeRead(value, context)) return;
    for (const secret of secretsGraded(value, context, 'private-key')) {
      if (context.stage === 'template' && secret.text.length < 200) continue;
      reportSecret(
        { value, secret, report, context },
        `${nameOf(secret)} holds a private key in plain text; keep it in a file of its own`,
        'high',
      );
    }
  },
});
