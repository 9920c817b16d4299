import { grantOf } from '../../knowledge/env/origins.ts';
import { isOn } from '../../knowledge/env/switch.ts';
import { besides, settingOf } from '../../subjects/setting.ts';
import { defineRule, env, yaml } from '../contract.ts';
import { flipFix } from './settings/repairs.ts';

const CREDENTIALS =
  /(?:^|_)(?:CORS_(?:ALLOW(?:ED)?_|SUPPORTS?_)?CREDENTIALS|ACCESS_CONTROL_ALLOW_CREDENTIALS|CORS_CREDENTIALS_ALLOWED)$/;

export default defineRule({
  id: 'env/cors-credentials',
  subject: 'setting',
  severity: 'high',
  severityBecause:
    'needs nothing (any web page a signed-in user visits) × gets one service’s data with that user’s rights',
  category: 'access',
  profile: 'essential',
  stages: 'deployed',
  summary: 'Cookies are sent to this service from every web site (CORS with credentials)',
  why: 'Browsers refuse `*` together with credentials, so libraries answer with the caller’s own origin instead: any page then acts with the cookies of the user who opened it.',
  references: [
    {
      name: 'Fetch standard, CORS and credentials',
      url: 'https://fetch.spec.whatwg.org/#cors-protocol-and-credentials',
    },
    { name: 'PortSwigger, exploiting CORS misconfigurations', url: 'https://portswigger.net/web-security/cors' },
  ],
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  examples: {
    bad: [
      env`
        CORS_ORIGIN=*
        CORS_CREDENTIALS=true
      `,
      yaml`
        services:
          api:
            image: ghcr.io/acme/api:1.4.2
            environment:
              - CORS_ALLOW_ALL_ORIGINS=true
              - CORS_ALLOW_CREDENTIALS=1
      `,
    ],
    good: [
      env`
        CORS_ORIGIN=https://app.example.com
        CORS_CREDENTIALS=true
      `,
      env`
        CORS_ORIGIN=*
        CORS_CREDENTIALS=false
      `,
    ],
  },
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
      fixes: flipFix(variable.value, setting.text, 'false', 'cross-origin requests lose their cookies'),
    });
  },
});
