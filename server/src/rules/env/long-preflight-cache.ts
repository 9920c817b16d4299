import { showDuration } from '../../knowledge/env/duration.ts';
import { setFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule, env } from '../contract.ts';

const KEYS = /(?:^|_)CORS_MAX_AGE(?:_SECONDS)?$/;

export default defineRule({
  id: 'env/long-preflight-cache',
  subject: 'setting',
  severity: 'low',
  severityBecause: 'needs a page that lost its permission × keeps it for as long as browsers remember',
  category: 'access',
  profile: 'strict',
  stages: 'production',
  summary: 'Browsers keep CORS permissions too long',
  why: 'An origin that is taken off the list goes on sending requests until the cached answer expires. Browsers cap it at two hours to a day anyway.',
  references: [
    {
      name: 'MDN, Access-Control-Max-Age',
      url: 'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Access-Control-Max-Age',
    },
  ],
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  thresholds: {
    seconds: { default: 86400, description: 'longest Access-Control-Max-Age, in seconds' },
  },
  examples: {
    bad: [
      env`
        CORS_MAX_AGE=604800
      `,
    ],
    good: [
      env`
        CORS_MAX_AGE=86400
      `,
      env`
        CORS_MAX_AGE=600
      `,
    ],
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
