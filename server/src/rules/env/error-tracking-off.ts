import { inFileOf, settingOf } from '../../subjects/setting.ts';
import { defineRule, env } from '../contract.ts';

const KEYS = /(?:^|_)(?:SENTRY_DSN|ROLLBAR_ACCESS_TOKEN|BUGSNAG_API_KEY|HONEYBADGER_API_KEY)$/;

export default defineRule({
  id: 'env/error-tracking-off',
  subject: 'setting',
  severity: 'low',
  severityBecause: 'no attacker × an outage is noticed by users first',
  category: 'observability',
  profile: 'strict',
  stages: 'production',
  summary: 'Errors are reported nowhere',
  why: 'The program knows an error tracker and is given no address for it: what fails in production is seen by nobody until users complain.',
  references: [
    { name: 'Sentry, basic options', url: 'https://docs.sentry.io/platforms/javascript/configuration/options/#dsn' },
  ],
  fix: 'none',
  formats: ['dotenv', 'compose', 'toml'],
  examples: {
    bad: [
      env`
        SENTRY_DSN=
      `,
    ],
    good: [
      env`
        SENTRY_DSN=\${SENTRY_DSN}
      `,
      env`
        SENTRY_ENVIRONMENT=
      `,
    ],
  },
  check(variable, report) {
    const { value } = variable;
    const setting = settingOf(variable, KEYS);
    if (setting === undefined || setting.text !== '') return;
    report({
      at: inFileOf(value, value.nameSpan),
      message: `${setting.name} is empty, so nobody is told of errors in production; set it`,
    });
  },
});
