import { isOn, opposite } from '../../knowledge/env/switch.ts';
import { severityAt } from '../../subjects/env/reach.ts';
import { flipFix, removeFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const DEBUG = /(?:^|_)(?:DEBUG|DEBUG_MODE|DEBUG_ENABLED|ENABLE_DEBUG|DEBUG_TOKENS)$/;
/** Only the log gets longer. */
const LOGS = /(?:^|_)(?:LOGS?|LOGGING|LOGGER)_(?:\w+_)?DEBUG/;
/** `NO_DEBUG=1` and `DISABLE_DEBUG=true` switch it off. */
const NEGATED = /(?:^|_)(?:NO|DISABLE|DISABLED|WITHOUT|SKIP)_(?:\w+_)?DEBUG/;

export default defineRule({
  id: 'env/debug-enabled',
  subject: 'setting',
  severity: 'medium',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'Debug mode is on',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report, context) {
    const { value } = variable;
    const setting = settingOf(variable, DEBUG);
    if (setting === undefined || NEGATED.test(setting.key)) return;
    const { at, name, text } = setting;
    // The npm package `debug` prints the namespaces listed in DEBUG: requests and queries, to the log only.
    if (setting.key === 'DEBUG' && /^(?:\*|.*:.*\*)/.test(text)) {
      report({
        at,
        severity: 'low',
        message: `${name} logs every request and query, tokens included; remove it`,
        fixes: () => removeFix(value, 'debug lines disappear from the log'),
      });
    }
    if (!isOn(text)) return;
    if (LOGS.test(setting.key)) {
      const said = `${name} logs more than production should keep; set it to ${opposite(text, 'false')}`;
      report({ at, severity: 'low', message: said, fixes: flipFix(value, text, 'false', 'debug lines disappear') });
      return;
    }
    const severity = severityAt(value, context, 'medium');
    if (severity === undefined) return;
    const message = `${name} is on: errors and logs give away settings and code; set it to ${opposite(text, 'false')}`;
    report({ at, severity, message, fixes: flipFix(value, text, 'false', 'errors show no details') });
  },
});
