import { listItems, replaceItem } from '../../knowledge/env/origins.ts';
import { inputFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const KEYS = /(?:^|_)(?:JWT|JWS|TOKEN)_(?:\w+_)?ALG(?:ORITHMS?|S)?$/;
const ALGORITHM = 'RS256';

export default defineRule({
  id: 'env/unsigned-tokens',
  subject: 'setting',
  severity: 'high',
  category: 'access',
  profile: 'essential',
  stages: 'production',
  summary: 'Tokens are accepted without a signature',
  fix: 'needs-input',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report) {
    const { value } = variable;
    const setting = settingOf(variable, KEYS);
    const item = setting && listItems(setting.text).find((each) => each.toLowerCase() === 'none');
    if (setting === undefined || item === undefined) return;
    report({
      at: setting.at,
      message: `${setting.name} accepts tokens nobody signed, so anybody can be anyone; name the algorithm`,
      fixes: () =>
        inputFix(
          value,
          `Name the algorithm in ${value.name} (${ALGORITHM} is a guess: tokens signed by another are refused)`,
          replaceItem(setting.text, item, ALGORITHM),
          ALGORITHM,
        ),
    });
  },
});
