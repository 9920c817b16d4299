import type { Fix } from '../../finding/fix.ts';
import { parseDuration, showDuration, unitOfKey } from '../../knowledge/env/duration.ts';
import { setFix } from '../../subjects/env/repairs.ts';
import type { NamedValue } from '../../subjects/named-value.ts';
import { type Setting, settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const KEYS =
  /(?:^|_)(?:JWT|ACCESS_TOKEN|REFRESH_TOKEN|AUTH_TOKEN|ID_TOKEN)(?:_\w+)?_(?:EXP|EXPIRY|EXPIRES|EXPIRES_IN|EXPIRE|EXPIRATION|EXPIRATION_TIME|TTL|LIFETIME|MAX_AGE|DURATION|VALIDITY)(?:_(?:MS|MILLISECONDS|SECS?|SECONDS?|MINS?|MINUTES?|HOURS?|DAYS?))?$/;
const REFRESH = /(?:^|_)REFRESH(?:_|$)/;

export default defineRule({
  id: 'env/token-lifetime',
  subject: 'setting',
  severity: 'medium',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'Access tokens live too long',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  thresholds: {
    accessSeconds: { default: 86400, description: 'longest lifetime of an access token, in seconds' },
    refreshSeconds: { default: 7776000, description: 'longest lifetime of a refresh token, in seconds' },
  },
  check(variable, report, context) {
    const { value } = variable;
    const setting = settingOf(variable, KEYS);
    if (setting === undefined) return;
    const seconds = parseDuration(setting.text, unitOf(setting));
    if (seconds === undefined) return;
    const refresh = REFRESH.test(setting.key);
    const limit = context.threshold(refresh ? 'refreshSeconds' : 'accessSeconds');
    const forever = seconds === 0 || seconds === Number.POSITIVE_INFINITY;
    if (!forever && seconds <= limit) return;
    const kind = refresh ? 'refresh tokens' : 'tokens';
    report({
      at: setting.at,
      severity: refresh ? 'low' : 'medium',
      message: forever
        ? `${setting.name}: ${kind} never expire, so a stolen one works forever; set a lifetime`
        : `${setting.name}: a stolen token works for ${showDuration(seconds)}; keep it within ${showDuration(limit)}`,
      fixes: repairs(value, setting, limit),
    });
  },
});

/** A bare number: the unit the key names, else seconds as in GoTrue and most libraries, minutes for Laravel's JWT_TTL. */
function unitOf({ key, text }: Setting): string | undefined {
  const named = unitOfKey(key);
  if (named !== undefined) return named;
  if (/_TTL$/.test(key) && key.startsWith('JWT_')) return 'm';
  // Nobody means 115 days by a bare number: Java libraries count milliseconds.
  if (Number(text) >= 10_000_000) return 'ms';
  // jsonwebtoken reads a bare number in a string as milliseconds, others as seconds: not known.
  return /_EXPIRES_IN$/.test(key) ? undefined : 's';
}

/** The limit, in the unit the value has now; none when it does not come out even. */
function repairs(value: NamedValue, setting: Setting, limit: number): readonly Fix[] {
  const consequence = 'users sign in again sooner';
  if (!/^\d+$/.test(setting.text)) return setFix(value, `${Math.round(limit / 60)}m`, consequence);
  const one = parseDuration('1', unitOf(setting));
  const amount = one === undefined ? Number.NaN : limit / one;
  return Number.isInteger(amount) && amount > 0 ? setFix(value, String(amount), consequence) : [];
}
