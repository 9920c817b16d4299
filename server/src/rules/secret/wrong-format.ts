import { missedFormat } from '../../secrets/format-check.ts';
import { judgeSecrets } from '../../secrets/judge.ts';
import { nameOf } from '../../subjects/secret/report.ts';
import { inFileOf } from '../../subjects/setting.ts';
import { defineRule, env, yaml } from '../contract.ts';

export default defineRule({
  id: 'secret/wrong-format',
  subject: 'namedValue',
  severity: 'medium',
  severityBecause:
    'Needs nothing, and causes an outage: the program stops at its start or at the first use of the key.',
  category: 'correctness',
  profile: 'recommended',
  stages: 'production',
  formats: ['dotenv', 'compose', 'toml'],
  summary: 'Key does not have the format its program demands',
  why: 'Fernet, TDE master keys, Laravel, Rails, Rocket and oauth2-proxy accept keys of an exact length and alphabet only and stop with an error otherwise, often not before the first backup or login. A key that is already in use is never replaced here: without the old one the data cannot be read.',
  references: [
    { name: 'Fernet specification', url: 'https://github.com/fernet/spec/blob/master/Spec.md' },
    {
      name: 'oauth2-proxy: generating a cookie secret',
      url: 'https://oauth2-proxy.github.io/oauth2-proxy/configuration/overview#generating-a-cookie-secret',
    },
    { name: 'Laravel: encryption', url: 'https://laravel.com/docs/12.x/encryption' },
  ],
  fix: 'none',
  examples: {
    bad: [
      env`
        AIRFLOW__CORE__FERNET_KEY=k7Qx2mVb9Tz4Lp0Rk7Hx3mVc8Tz5Lq1Sx2mVb9Tz4Lp0R
      `,
      yaml`
        services:
          proxy:
            image: quay.io/oauth2-proxy/oauth2-proxy:v7.12.0
            environment:
              OAUTH2_PROXY_COOKIE_SECRET: k7Qx2mVb9Tz4Lp0Rk7Hx3mVc8Tz5Lq1Sx2m
      `,
    ],
    good: [
      env`
        AIRFLOW__CORE__FERNET_KEY=q1Yx2mVb9Tz4Lp0Rk7Hx3mVc8Tz5Lq1Sx2mVb9Tz4Lw=
        MASTER_KEY=9f2c4e8a7b1d3f6059a8c7e4b2d1f0936e5a8b7c4d2f1e0a9b8c7d6e5f4a3b2c
      `,
      env`
        MEILI_MASTER_KEY=k7Qx2mVb9Tz4Lp0Rk7Hx3mVc8Tz5Lq1S
        MASTER_KEY=\${KEY_FROM_VAULT}
      `,
    ],
  },
  check(value, report, context) {
    for (const secret of judgeSecrets(value, context.workspaceWords)) {
      if (secret.grade.verdict !== 'strong' || secret.part === 'url-password') continue;
      // a default stands under the name of its variable and of the key it is given to
      const wanted = [secret.name, value.name]
        .map((name) => missedFormat(name, secret.purpose, secret.text))
        .find((missed) => missed !== undefined);
      if (wanted === undefined) continue;
      report({
        at: inFileOf(value, secret.span),
        message: `${nameOf(secret)} has a format its program refuses; it must be ${wanted}`,
      });
    }
  },
});
