import { listItems, replaceItem } from '../../knowledge/env/origins.ts';
import { inputFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule, env } from '../contract.ts';

const KEYS = /(?:^|_)(?:FORWARDED_ALLOW_IPS|TRUSTED_PROX(?:Y|IES)|TRUSTED_PROXY_IPS|PROXY_TRUSTED_IPS|TRUST_PROXIES)$/;
const EVERYBODY = /^(?:\*|0\.0\.0\.0\/0|::\/0|REMOTE_ADDR)$/;
const PROXY = '127.0.0.1';

export default defineRule({
  id: 'env/permissive-proxies',
  subject: 'setting',
  severity: 'medium',
  severityBecause: 'needs nothing × gets an easier next step: any client address, scheme and host',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'Forwarded headers are believed from everybody',
  why: 'A client that writes X-Forwarded-For itself gets past rate limits, address lists and audit logs when every sender counts as a proxy. Name the addresses of the proxies.',
  references: [
    { name: 'Uvicorn, FORWARDED_ALLOW_IPS', url: 'https://www.uvicorn.org/settings/#http' },
    { name: 'Symfony, trusted proxies', url: 'https://symfony.com/doc/current/deployment/proxies.html' },
    { name: 'CWE-348', url: 'https://cwe.mitre.org/data/definitions/348.html' },
  ],
  fix: 'needs-input',
  formats: ['dotenv', 'compose', 'toml'],
  examples: {
    bad: [
      env`
        FORWARDED_ALLOW_IPS=*
      `,
      env`
        TRUSTED_PROXIES=127.0.0.1,0.0.0.0/0
      `,
    ],
    good: [
      env`
        FORWARDED_ALLOW_IPS=127.0.0.1
      `,
      env`
        TRUSTED_PROXIES=10.0.0.0/8
      `,
    ],
  },
  check(variable, report) {
    const { value } = variable;
    const setting = settingOf(variable, KEYS);
    const item = setting && listItems(setting.text).find((each) => EVERYBODY.test(each));
    if (setting === undefined || item === undefined) return;
    report({
      at: setting.at,
      message: `${setting.name} believes client addresses from anybody; name your proxies`,
      fixes: inputFix(value, `Name the proxies in ${value.name}`, replaceItem(setting.text, item, PROXY), PROXY),
    });
  },
});
