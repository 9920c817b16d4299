import { turnsOn } from '../../knowledge/env/switch-name.ts';
import { severityAt } from '../../subjects/env/reach.ts';
import { flipFix, setFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const DETAIL = /^SERVER_ERROR_INCLUDE_(?:STACKTRACE|MESSAGE|BINDING_ERRORS|EXCEPTION)$/;
const SWITCHES =
  /(?:^|_)(?:ASPNETCORE_DETAILEDERRORS|DETAILED_ERRORS|SHOW_STACK_?TRACES?|PHP_DISPLAY_ERRORS|DISPLAY_ERRORS|SHOW_EXCEPTIONS|RAILS_CONSIDER_ALL_REQUESTS_LOCAL)$/;

export default defineRule({
  id: 'env/error-details',
  subject: 'setting',
  severity: 'medium',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'Error answers carry stack traces',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report, context) {
    const { value } = variable;
    const detail = settingOf(variable, DETAIL);
    const setting = detail ?? settingOf(variable, SWITCHES);
    if (setting === undefined) return;
    if (detail === undefined ? !turnsOn(setting.key, setting.text) : setting.text.toLowerCase() !== 'always') return;
    const message = `${setting.name} shows stack traces to visitors; keep them in the log`;
    const consequence = 'errors show no details';
    const fixes =
      detail === undefined ? flipFix(value, setting.text, 'false', consequence) : setFix(value, 'never', consequence);
    const severity = severityAt(value, context, 'medium');
    if (severity !== undefined) report({ at: setting.at, severity, message, fixes });
  },
});
