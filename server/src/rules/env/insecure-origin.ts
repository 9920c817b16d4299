import { reachOf } from '../../knowledge/env/hosts.ts';
import { listItems, replaceItem } from '../../knowledge/env/origins.ts';
import { setFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const KEYS =
  /(?:^|_)(?:CORS_(?:\w+_)?ORIGINS?|ALLOWED_ORIGINS?|ALLOW_ORIGINS?|CSRF_TRUSTED_ORIGINS|ACCESS_CONTROL_ALLOW_ORIGIN)$/;

export default defineRule({
  id: 'env/insecure-origin',
  subject: 'setting',
  severity: 'low',
  category: 'access',
  profile: 'strict',
  stages: 'production',
  summary: 'A plain-HTTP or localhost origin is trusted in production',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report) {
    const { value } = variable;
    const setting = settingOf(variable, KEYS);
    const item = setting && listItems(setting.text).find((each) => /^http:\/\//i.test(each));
    if (setting === undefined || item === undefined) return;
    const host = /^http:\/\/(\[[^\]]*\]|[^:/]*)/i.exec(item)?.[1] ?? '';
    const reach = reachOf(host);
    if (reach === 'unknown') return;
    report({
      at: setting.at,
      message: `${setting.name} trusts ${reach === 'here' ? 'pages on localhost' : 'pages loaded over plain HTTP'}; name https origins only`,
      fixes:
        reach === 'public' || reach === 'reserved'
          ? setFix(
              value,
              replaceItem(setting.text, item, item.replace(/^http:/i, 'https:')),
              'the plain-HTTP page loses access',
            )
          : [],
    });
  },
});
