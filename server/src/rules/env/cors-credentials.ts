import { grantOf } from '../../knowledge/env/origins.ts';
import { isOn } from '../../knowledge/env/switch.ts';
import { flipFix } from '../../subjects/env/repairs.ts';
import { besides, settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const CREDENTIALS =
  /(?:^|_)(?:CORS_(?:ALLOW(?:ED)?_|SUPPORTS?_)?CREDENTIALS|ACCESS_CONTROL_ALLOW_CREDENTIALS|CORS_CREDENTIALS_ALLOWED)$/;

export default defineRule({
  id: 'env/cors-credentials',
  subject: 'setting',
  severity: 'high',
  category: 'access',
  profile: 'essential',
  stages: 'deployed',
  summary: 'Cookies are sent to this service from every web site (CORS with credentials)',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report, context) {
    const setting = settingOf(variable, CREDENTIALS);
    if (setting === undefined || !isOn(setting.text)) return;
    const open = besides(variable, context.all('setting')).find(
      (other) => other.written !== undefined && grantOf(other.key, other.written) !== undefined,
    );
    if (open === undefined) return;
    report({
      at: setting.at,
      message: `${setting.name}: any web site acts as its signed-in visitors; name the origins`,
      related: [{ at: open.at, message: `${open.name} lets every origin in` }],
      fixes: () => flipFix(variable.value, setting.text, 'false', 'cross-origin requests lose their cookies'),
    });
  },
});
