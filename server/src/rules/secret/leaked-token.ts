import { sampleToken } from '../../secrets/tokens/sample.ts';
import { nameOf, reportSecret, secretsGraded } from '../../subjects/secret/report.ts';
import { mayBeRead } from '../../subjects/secret/shared-place.ts';
import { defineRule, env, toml, yaml } from '../contract.ts';

export default defineRule({
  id: 'secret/leaked-token',
  subject: 'namedValue',
  severity: 'critical',
  severityBecause:
    'A leaked copy of the file is enough to act at the provider as its owner; a token in a tracked file has leaked already.',
  category: 'secret',
  profile: 'essential',
  stages: 'any',
  formats: ['dotenv', 'compose', 'toml', 'nginx'],
  summary: 'File holds a token in the format of a provider',
  why: 'Tokens of GitHub, AWS, Stripe, Slack and about two hundred other providers have a form of their own (prefix, alphabet, length, sometimes a checksum). Robots search public repositories for those forms and use what they find within minutes. Deleting the line is not enough: the token must be revoked. Documented sample values, public ids and publishable keys are left alone, and so is a .env file that git does not track.',
  references: [
    {
      name: 'GitHub: token formats and checksums',
      url: 'https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/',
    },
    { name: 'CWE-798: Use of Hard-coded Credentials', url: 'https://cwe.mitre.org/data/definitions/798.html' },
    {
      name: 'OWASP Secrets Management Cheat Sheet',
      url: 'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html',
    },
  ],
  fix: 'behavior-changing',
  examples: {
    bad: [
      env`
        GH_TOKEN=${sampleToken('github-pat')}
      `,
      yaml`
        services:
          bot:
            image: example/bot:2
            environment:
              SLACK_TOKEN: ${sampleToken('slack-bot-token')}
      `,
      toml`
        [mail]
        api_key = "${sampleToken('sendgrid-api-token')}"
      `,
    ],
    good: [
      env`
        GH_TOKEN=\${GH_TOKEN_FROM_VAULT}
        STRIPE_KEY=${sampleToken('stripe-publishable-key')}
        AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE
      `,
      yaml`
        services:
          bot:
            image: example/bot:2
            environment:
              SLACK_TOKEN: \${SLACK_TOKEN:?set it}
      `,
    ],
  },
  check(value, report, context) {
    if (!mayBeRead(value, context)) return;
    for (const secret of secretsGraded(value, context, 'leaked')) {
      const { grade } = secret;
      if (grade.verdict !== 'leaked') continue;
      const message = grade.doubtful
        ? `${nameOf(secret)} has the form of a ${grade.token} (its checksum does not fit); revoke it if it is real`
        : `${nameOf(secret)} holds a ${grade.token} whoever reads this file can use; revoke it, then keep it elsewhere`;
      const tracked = (value.tracked ?? context.tracked) === true;
      reportSecret(
        { value, secret, report, context },
        message,
        grade.doubtful || grade.test ? 'medium' : tracked ? 'critical' : 'high',
      );
    }
  },
});
