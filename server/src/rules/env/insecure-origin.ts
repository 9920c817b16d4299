import { reachOf } from '../../knowledge/env/hosts.ts';
import { listItems, replaceItem } from '../../knowledge/env/origins.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule, env } from '../contract.ts';
import { setFix } from './settings/repairs.ts';

const KEYS =
  /(?:^|_)(?:CORS_(?:\w+_)?ORIGINS?|ALLOWED_ORIGINS?|ALLOW_ORIGINS?|CSRF_TRUSTED_ORIGINS|ACCESS_CONTROL_ALLOW_ORIGIN)$/;

export default defineRule({
  id: 'env/insecure-origin',
  subject: 'setting',
  severity: 'low',
  severityBecause: 'needs a place on the network path × gets an easier next step: a script in a trusted origin',
  category: 'access',
  profile: 'strict',
  stages: 'production',
  summary: 'A plain-HTTP or localhost origin is trusted in production',
  why: 'A page loaded over http:// can be changed on the way, and any program on a visitor’s machine can serve localhost. Trusting such an origin trusts whoever controls it.',
  references: [
    { name: 'W3C, secure contexts', url: 'https://www.w3.org/TR/secure-contexts/' },
    {
      name: 'PortSwigger, CORS and trusted insecure origins',
      url: 'https://portswigger.net/web-security/cors#breaking-tls-with-poorly-configured-cors',
    },
  ],
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  examples: {
    bad: [
      env`
        CORS_ALLOWED_ORIGINS=https://app.example.com,http://localhost:3000
      `,
      env`
        CSRF_TRUSTED_ORIGINS=http://app.example.com
      `,
    ],
    good: [
      env`
        CORS_ALLOWED_ORIGINS=https://app.example.com
      `,
      env`
        CORS_ALLOWED_ORIGINS=*
      `,
    ],
  },
  check(variable, report) {
    const { value } = variable;
    const setting = settingOf(variable, KEYS);
    const item = setting && listItems(setting.text).find((each) => /^http:\/\//i.test(each));
    if (setting === undefined || item === undefined) return;
    const host = /^http:\/\/(\[[^\]]*\]|[^:/]*)/i.exec(item)?.[1] ?? '';
    const reach = reachOf(host);
    if (reach === 'unknown') return;
    report({
      at: setting.at,
      message: `${setting.name} trusts ${reach === 'here' ? 'pages on localhost' : 'pages loaded over plain HTTP'}; name https origins only`,
      fixes:
        reach === 'public' || reach === 'reserved'
          ? setFix(
              value,
              replaceItem(setting.text, item, item.replace(/^http:/i, 'https:')),
              'the plain-HTTP page loses access',
            )
          : [],
    });
  },
});
