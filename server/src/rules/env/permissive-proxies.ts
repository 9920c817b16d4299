import { listItems, replaceItem } from '../../knowledge/env/origins.ts';
import { severityAt } from '../../subjects/env/reach.ts';
import { inputFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const KEYS = /(?:^|_)(?:FORWARDED_ALLOW_IPS|TRUSTED_PROX(?:Y|IES)|TRUSTED_PROXY_IPS|PROXY_TRUSTED_IPS|TRUST_PROXIES)$/;
const EVERYBODY = /^(?:\*|0\.0\.0\.0\/0|::\/0|REMOTE_ADDR)$/;
/** No address: nobody takes it for a value, and left as it is it names no proxy. */
const PROXY = 'PROXY_ADDRESS';

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
          `Name your proxies in ${value.name} (behind one not named, client addresses, https links and host names are lost)`,
          replaceItem(setting.text, item, PROXY),
          PROXY,
        ),
    });
  },
});
