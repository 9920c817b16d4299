import { setFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const KEYS = /(?:^|_)(?:LOG_?LEVEL|LOGGING_LEVEL(?:_ROOT)?|LOG_VERBOSITY|LOGGER_LEVEL|RUST_LOG)$/;
const VERBOSE = /^(?:debug|trace|silly|all|finest|finer|verbose)$/i;

export default defineRule({
  id: 'env/verbose-logging',
  subject: 'setting',
  severity: 'low',
  category: 'observability',
  profile: 'strict',
  stages: 'production',
  summary: 'The log level prints more than production should keep',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
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
