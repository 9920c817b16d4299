import { listItems, replaceItem } from '../../knowledge/env/origins.ts';
import { severityAt } from '../../subjects/env/reach.ts';
import { inputFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const KEYS = /(?:^|_)(?:FORWARDED_ALLOW_IPS|TRUSTED_PROX(?:Y|IES)|TRUSTED_PROXY_IPS|PROXY_TRUSTED_IPS|TRUST_PROXIES)$/;
const EVERYBODY = /^(?:\*|0\.0\.0\.0\/0|::\/0|REMOTE_ADDR)$/;
/** Kept for documentation (RFC 5737): left as it is it trusts nobody. */
const PROXY = '192.0.2.10';

export default defineRule({
  id: 'env/permissive-proxies',
  subject: 'setting',
  severity: 'medium',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'Forwarded headers are believed from everybody',
  fix: 'needs-input',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report, context) {
    const { value } = variable;
    const setting = settingOf(variable, KEYS);
    const item = setting && listItems(setting.text).find((each) => EVERYBODY.test(each));
    if (setting === undefined || item === undefined) return;
    const severity = severityAt(value, context, 'medium');
    if (severity === undefined) return;
    report({
      at: setting.at,
      severity,
      message: `${setting.name} believes client addresses from anybody; name your proxies`,
      fixes: () =>
        inputFix(
          value,
          `Name your proxies in ${value.name} (client addresses that others send no longer count)`,
          replaceItem(setting.text, item, PROXY),
          PROXY,
        ),
    });
  },
});
