import { parseDuration, showDuration, unitOfKey } from '../../knowledge/env/duration.ts';
import { setFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const KEYS = /(?:^|_)API_KEYS?_(?:EXPIRATION|EXPIRY|TTL|MAX_AGE|LIFETIME|ROTATION)(?:_(?:DAYS|HOURS|SECONDS))?$/;

export default defineRule({
  id: 'env/long-lived-api-keys',
  subject: 'setting',
  severity: 'low',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'API keys live too long or for ever',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  thresholds: {
    days: { default: 90, description: 'longest life of an API key, in days' },
  },
  check(variable, report, context) {
    const { value } = variable;
    const setting = settingOf(variable, KEYS);
    if (setting === undefined) return;
    const unit = unitOfKey(setting.key);
    const seconds = parseDuration(setting.text, unit ?? (setting.text === '0' ? 's' : undefined));
    const days = context.threshold('days');
    if (seconds === undefined || (seconds > 0 && seconds <= days * 86_400)) return;
    const forever = seconds === 0 || seconds === Number.POSITIVE_INFINITY;
    report({
      at: setting.at,
      message: `${setting.name}: API keys ${forever ? 'never expire' : `live ${showDuration(seconds)}`}; let them expire after ${days} days`,
      fixes: unit === 'd' ? setFix(value, String(days), 'clients must renew their keys') : [],
    });
  },
});
