import { inputFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

/** The option of jsonwebtoken and @nestjs/jwt is called `expiresIn`; a key that names its unit is converted by the program. */
const KEYS = /(?:^|_)(?:JWT|TOKEN|ACCESS|REFRESH|AUTH)(?:_\w+)?_EXPIRES_?IN$/;
/** Longer numbers are milliseconds by intent. */
const SECONDS = /^[1-9]\d{1,6}$/;

export default defineRule({
  id: 'env/lifetime-without-unit',
  subject: 'setting',
  severity: 'low',
  category: 'correctness',
  profile: 'strict',
  stages: 'production',
  summary: 'A token lifetime is a number without its unit',
  fix: 'needs-input',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report) {
    const setting = settingOf(variable, KEYS);
    if (setting === undefined || !SECONDS.test(setting.text)) return;
    const { value } = setting;
    report({
      at: setting.at,
      message: `${setting.name} has no unit: jsonwebtoken takes the text for milliseconds; write ${setting.text}s`,
      fixes: () =>
        inputFix(
          value,
          `Write the unit of ${value.name} (${setting.text}s if seconds are meant)`,
          `${setting.text}s`,
          `${setting.text}s`,
        ),
    });
  },
});
