import { normalizeKey, shownName } from '../../knowledge/env/key.ts';
import { grantOf } from '../../knowledge/env/origins.ts';
import { isOn } from '../../knowledge/env/switch.ts';
import { besides, inFileOf, writtenText } from '../../subjects/setting.ts';
import { defineRule, env, yaml } from '../contract.ts';
import { flipFix } from './settings/repairs.ts';

const CREDENTIALS =
  /(?:^|_)(?:CORS_(?:ALLOW(?:ED)?_|SUPPORTS?_)?CREDENTIALS|ACCESS_CONTROL_ALLOW_CREDENTIALS|CORS_CREDENTIALS_ALLOWED)$/;

export default defineRule({
  id: 'env/cors-credentials',
  subject: 'environmentVariable',
  severity: 'high',
  severityBecause:
    'needs nothing (any web page a signed-in user visits) × gets one service’s data with that user’s rights',
  category: 'access',
  profile: 'essential',
  stages: 'any',
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
  check(value, report, context) {
    if (context.stage === 'development' || !CREDENTIALS.test(normalizeKey(value.name))) return;
    const text = writtenText(value);
    if (text === undefined || !isOn(text)) return;
    const open = besides(value, context.all('environmentVariable')).find((other) => {
      const origins = writtenText(other);
      return origins !== undefined && grantOf(normalizeKey(other.name), origins) !== undefined;
    });
    if (open === undefined) return;
    report({
      at: inFileOf(value, value.valueSpan),
      message: `${shownName(value.name)}: any web site acts as its signed-in visitors; name the origins`,
      related: [{ at: inFileOf(open, open.valueSpan), message: `${shownName(open.name)} lets every origin in` }],
      fixes: flipFix(value, text, 'false', 'cross-origin requests lose their cookies'),
    });
  },
});
