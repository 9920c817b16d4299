import { setFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule, env } from '../contract.ts';

const KEYS = /(?:^|_)(?:LOG_?LEVEL|LOGGING_LEVEL(?:_ROOT)?|LOG_VERBOSITY|LOGGER_LEVEL|RUST_LOG)$/;
const VERBOSE = /^(?:debug|trace|silly|all|finest|finer|verbose)$/i;

export default defineRule({
  id: 'env/verbose-logging',
  subject: 'setting',
  severity: 'low',
  severityBecause: 'needs a foothold where logs are kept × gets an easier next step: tokens and personal data',
  category: 'observability',
  profile: 'strict',
  stages: 'production',
  summary: 'The log level prints more than production should keep',
  why: 'Debug and trace levels write request bodies, queries, tokens and personal data into logs that are kept for months and read by more people than the database.',
  references: [
    {
      name: 'OWASP Logging Cheat Sheet, data to exclude',
      url: 'https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html#data-to-exclude',
    },
  ],
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  examples: {
    bad: [
      env`
        LOG_LEVEL=debug
      `,
      env`
        RUST_LOG=trace
      `,
    ],
    good: [
      env`
        LOG_LEVEL=info
      `,
      env`
        RUST_LOG=info,sqlx=warn
      `,
    ],
  },
  check(variable, report) {
    const { value } = variable;
    const setting = settingOf(variable, KEYS);
    if (setting === undefined || !VERBOSE.test(setting.text)) return;
    report({
      at: setting.at,
      message: `${setting.name} logs request data and tokens; set it to info`,
      fixes: setFix(
        value,
        setting.text === setting.text.toUpperCase() ? 'INFO' : 'info',
        'debug lines disappear from the log',
      ),
    });
  },
});
