import { showDuration } from '../../knowledge/env/duration.ts';
import { isOff } from '../../knowledge/env/switch.ts';
import { flipFix, setFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const SWITCH = /(?:^|_)(?:HSTS_ENABLED?|ENABLE_HSTS)$/;
const SECONDS = /(?:^|_)HSTS_(?:SECONDS|MAX_AGE|MAXAGE)$/;

export default defineRule({
  id: 'env/short-hsts',
  subject: 'setting',
  severity: 'low',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'Browsers forget too soon to use HTTPS',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  thresholds: {
    seconds: { default: 31536000, description: 'shortest Strict-Transport-Security max-age, in seconds' },
  },
  check(variable, report, context) {
    const { value } = variable;
    const off = settingOf(variable, SWITCH);
    if (off !== undefined && isOff(off.text)) {
      const message = `${off.name}: the first request of a visitor can be led to plain HTTP; switch it on`;
      report({
        at: off.at,
        message,
        fixes: () => flipFix(value, off.text, 'true', 'browsers refuse plain HTTP from then on'),
      });
      return;
    }
    const setting = settingOf(variable, SECONDS);
    const least = context.threshold('seconds');
    if (setting === undefined || !/^\d{1,12}$/.test(setting.text) || Number(setting.text) >= least) return;
    report({
      at: setting.at,
      message: `${setting.name}: browsers forget HTTPS after ${showDuration(Number(setting.text))}; set ${least} once all runs on HTTPS`,
      fixes: () => setFix(value, String(least), 'browsers refuse plain HTTP for that long'),
    });
  },
});
