import { showDuration } from '../../knowledge/env/duration.ts';
import { setFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const KEYS = /(?:^|_)CORS_MAX_AGE(?:_SECONDS)?$/;

export default defineRule({
  id: 'env/long-preflight-cache',
  subject: 'setting',
  severity: 'low',
  category: 'access',
  profile: 'strict',
  stages: 'production',
  summary: 'Browsers keep CORS permissions too long',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  thresholds: {
    seconds: { default: 86400, description: 'longest Access-Control-Max-Age, in seconds' },
  },
  check(variable, report, context) {
    const { value } = variable;
    const setting = settingOf(variable, KEYS);
    const most = context.threshold('seconds');
    if (setting === undefined || !/^\d{1,12}$/.test(setting.text) || Number(setting.text) <= most) return;
    const message = `${setting.name} keeps permissions for ${showDuration(Number(setting.text))}; set at most ${most}`;
    report({ at: setting.at, message, fixes: setFix(value, String(most), 'browsers ask more often') });
  },
});
