import { inFileOf, settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const KEYS = /(?:^|_)(?:SENTRY_DSN|ROLLBAR_ACCESS_TOKEN|BUGSNAG_API_KEY|HONEYBADGER_API_KEY)$/;

export default defineRule({
  id: 'env/error-tracking-off',
  subject: 'setting',
  severity: 'low',
  category: 'observability',
  profile: 'strict',
  stages: 'production',
  summary: 'Errors are reported nowhere',
  fix: 'none',
  formats: ['dotenv', 'compose', 'toml'],
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
