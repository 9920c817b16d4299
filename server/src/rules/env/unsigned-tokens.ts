import { listItems, replaceItem } from '../../knowledge/env/origins.ts';
import { inputFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule, env } from '../contract.ts';

const KEYS = /(?:^|_)(?:JWT|JWS|TOKEN)_(?:\w+_)?ALG(?:ORITHMS?|S)?$/;
const ALGORITHM = 'RS256';

export default defineRule({
  id: 'env/unsigned-tokens',
  subject: 'setting',
  severity: 'high',
  severityBecause: 'needs nothing × gets any user’s identity',
  category: 'access',
  profile: 'essential',
  stages: 'production',
  summary: 'Tokens are accepted without a signature',
  why: 'With the algorithm `none` anybody writes a token that says who they are, and the service believes it.',
  references: [
    { name: 'RFC 8725, JWT best current practices', url: 'https://www.rfc-editor.org/rfc/rfc8725#section-3.1' },
    { name: 'CWE-347', url: 'https://cwe.mitre.org/data/definitions/347.html' },
  ],
  fix: 'needs-input',
  formats: ['dotenv', 'compose', 'toml'],
  examples: {
    bad: [
      env`
        JWT_ALGORITHM=none
      `,
      env`
        JWT_ALGORITHMS=RS256,none
      `,
    ],
    good: [
      env`
        JWT_ALGORITHM=RS256
      `,
      env`
        JWT_ALG=HS256
      `,
    ],
  },
  check(variable, report) {
    const { value } = variable;
    const setting = settingOf(variable, KEYS);
    const item = setting && listItems(setting.text).find((each) => each.toLowerCase() === 'none');
    if (setting === undefined || item === undefined) return;
    report({
      at: setting.at,
      message: `${setting.name} accepts tokens nobody signed, so anybody can be anyone; name the algorithm`,
      fixes: inputFix(
        value,
        `Name the algorithm in ${value.name}`,
        replaceItem(setting.text, item, ALGORITHM),
        ALGORITHM,
      ),
    });
  },
});
