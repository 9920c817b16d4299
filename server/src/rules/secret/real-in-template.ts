import { looksGenerated } from '../../secrets/tokens/generated.ts';
import { nameOf, nounOf, reportSecret, secretsGraded } from '../../subjects/secret/report.ts';
import { defineRule, type Example, env } from '../contract.ts';

const template = (example: Example, name = '.env.example'): Example => ({ ...example, name });

export default defineRule({
  id: 'secret/real-in-template',
  subject: 'namedValue',
  severity: 'high',
  severityBecause: "A template is meant to be copied around: a leaked copy gives one service's data or identity.",
  category: 'secret',
  profile: 'recommended',
  stages: 'any',
  formats: ['dotenv', 'compose', 'toml'],
  summary: 'Template holds what looks like a real secret',
  why: "Example files are committed and copied. A random-looking value in one is either somebody's real secret or becomes the same secret on every installation that was made from the template. Placeholders belong there.",
  references: [
    { name: 'CWE-798: Use of Hard-coded Credentials', url: 'https://cwe.mitre.org/data/definitions/798.html' },
    { name: 'CWE-1392: Use of Default Credentials', url: 'https://cwe.mitre.org/data/definitions/1392.html' },
  ],
  fix: 'behavior-changing',
  examples: {
    bad: [
      template(env`
        JWT_SECRET=9f2c4e8a7b1d3f6059a8c7e4b2d1f0936e5a8b7c4d2f1e0a9b8c7d6e5f4a3b2c
      `),
    ],
    good: [
      template(env`
        JWT_SECRET=change-me
        DB_PASSWORD=
        API_KEY=<your key>
      `),
      env`
        JWT_SECRET=9f2c4e8a7b1d3f6059a8c7e4b2d1f0936e5a8b7c4d2f1e0a9b8c7d6e5f4a3b2c
      `,
    ],
  },
  check(value, report, context) {
    if (context.stage !== 'template') return;
    for (const secret of secretsGraded(value, context, 'strong')) {
      if (!looksGenerated(secret.text)) continue;
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
