import { inputFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule, env, yaml } from '../contract.ts';

/** The option of jsonwebtoken and @nestjs/jwt is called `expiresIn`; a key that names its unit is converted by the program. */
const KEYS = /(?:^|_)(?:JWT|TOKEN|ACCESS|REFRESH|AUTH)(?:_\w+)?_EXPIRES_?IN$/;
/** Longer numbers are milliseconds by intent. */
const SECONDS = /^[1-9]\d{1,6}$/;

export default defineRule({
  id: 'env/lifetime-without-unit',
  subject: 'setting',
  severity: 'low',
  severityBecause: 'no attacker × sign-ins that end at once, or a lifetime nobody chose',
  category: 'correctness',
  profile: 'strict',
  stages: 'production',
  summary: 'A token lifetime is a number without its unit',
  why: 'What comes from the environment is a text, and jsonwebtoken takes a text without a unit for milliseconds: "3600" is less than four seconds. Where the program turns it into a number first, it is seconds; a unit says the same to both.',
  references: [{ name: 'jsonwebtoken, expiresIn', url: 'https://github.com/auth0/node-jsonwebtoken#usage' }],
  fix: 'needs-input',
  formats: ['dotenv', 'compose', 'toml'],
  examples: {
    bad: [
      env`
        JWT_EXPIRES_IN=3600
      `,
    ],
    good: [
      env`
        JWT_EXPIRES_IN=1h
        JWT_EXPIRATION_SECS=3600
      `,
      yaml`
        services:
          app:
            image: ghcr.io/acme/app:2.0.1
            environment:
              JWT_EXPIRES_IN: \${JWT_EXPIRES_IN:-15m}
      `,
    ],
  },
  check(variable, report) {
    const setting = settingOf(variable, KEYS);
    if (setting === undefined || !SECONDS.test(setting.text)) return;
    const { value } = setting;
    report({
      at: setting.at,
      message: `${setting.name} has no unit: jsonwebtoken takes the text for milliseconds; write ${setting.text}s`,
      fixes: inputFix(value, `Write the unit of ${value.name}`, `${setting.text}s`, `${setting.text}s`),
    });
  },
});
