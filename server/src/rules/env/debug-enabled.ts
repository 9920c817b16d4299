import { isOn, opposite } from '../../knowledge/env/switch.ts';
import { flipFix, removeFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule, env, yaml } from '../contract.ts';

const DEBUG = /(?:^|_)(?:DEBUG|DEBUG_MODE|DEBUG_ENABLED|ENABLE_DEBUG|DEBUG_TOKENS)$/;
/** `NO_DEBUG=1` and `DISABLE_DEBUG=true` switch it off. */
const NEGATED = /(?:^|_)(?:NO|DISABLE|DISABLED|WITHOUT|SKIP)_(?:\w+_)?DEBUG/;

export default defineRule({
  id: 'env/debug-enabled',
  subject: 'setting',
  severity: 'medium',
  severityBecause: 'needs nothing × gets an easier next step: stack traces, settings, sometimes a console',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'Debug mode is on',
  why: 'Debug pages of Django, Laravel, Flask and others print settings, queries and source code to whoever causes an error; the Flask one executes code. Debug logs hold tokens and personal data.',
  references: [
    {
      name: 'Django deployment checklist, DEBUG',
      url: 'https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#debug',
    },
    { name: 'Laravel, debug mode', url: 'https://laravel.com/docs/deployment#debug-mode' },
    { name: 'CWE-489', url: 'https://cwe.mitre.org/data/definitions/489.html' },
  ],
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  examples: {
    bad: [
      env`
        APP_DEBUG=true
      `,
      env`
        DEBUG=express:*
      `,
      yaml`
        services:
          web:
            image: ghcr.io/acme/web:2.0.1
            environment:
              DJANGO_DEBUG: "True"
      `,
    ],
    good: [
      env`
        APP_DEBUG=false
        DEBUG_PORT=9229
      `,
      env`
        DISABLE_DEBUG=1
      `,
    ],
  },
  check(variable, report) {
    const { value } = variable;
    const setting = settingOf(variable, DEBUG);
    if (setting === undefined || NEGATED.test(setting.key)) return;
    const { at, name, text } = setting;
    // The npm package `debug` prints the namespaces listed in DEBUG: requests and queries, to the log only.
    if (setting.key === 'DEBUG' && /^(?:\*|.*:.*\*)/.test(text)) {
      report({
        at,
        severity: 'low',
        message: `${name} logs every request and query, tokens included; remove it`,
        fixes: removeFix(value, 'debug lines disappear from the log'),
      });
    }
    if (!isOn(text)) return;
    const message = `${name} is on: errors and logs give away settings and code; set it to ${opposite(text, 'false')}`;
    report({ at, message, fixes: flipFix(value, text, 'false', 'errors show no details') });
  },
});
