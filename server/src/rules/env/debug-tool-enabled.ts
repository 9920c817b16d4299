import { isOn } from '../../knowledge/env/switch.ts';
import { flipFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule, env } from '../contract.ts';

const KEYS =
  /^(?:TELESCOPE_ENABLED|DEBUGBAR_ENABLED|CLOCKWORK_ENABLED?|SPRING_H2_CONSOLE_ENABLED|SPRING_H2_CONSOLE_SETTINGS_WEB_ALLOW_OTHERS|HASURA_GRAPHQL_(?:ENABLE_CONSOLE|DEV_MODE))$|(?:^|_)(?:GRAPHQL_PLAYGROUND|PLAYGROUND|GRAPHIQL|GRAPHQL_INTROSPECTION|INTROSPECTION|SWAGGER(?:_UI)?|OPENAPI_UI|PPROF|WEB_PROFILER|DEBUG_TOOLBAR)(?:_ENABLED?)?$|(?:^|_)ENABLE_(?:GRAPHQL_PLAYGROUND|PLAYGROUND|GRAPHIQL|INTROSPECTION|SWAGGER(?:_UI)?|PPROF|DEBUG_TOOLBAR)$/;
/** These show the API; they do not run or reveal anything beyond it. */
const LESS = /SWAGGER|OPENAPI|INTROSPECTION/;

export default defineRule({
  id: 'env/debug-tool-enabled',
  subject: 'setting',
  severity: 'medium',
  severityBecause: 'needs nothing × gets an easier next step: queries, requests, the whole API',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'A developer console, toolbar or API explorer is switched on',
  why: 'Telescope, Debugbar, GraphiQL, the H2 console, Hasura’s console and Swagger pages show requests, queries and the whole API to whoever finds their address; some run commands.',
  references: [
    { name: 'Hasura, production checklist', url: 'https://hasura.io/docs/2.0/deployment/production-checklist/' },
    {
      name: 'Laravel Telescope, local only installation',
      url: 'https://laravel.com/docs/telescope#local-only-installation',
    },
    {
      name: 'OWASP API8 Security Misconfiguration',
      url: 'https://owasp.org/API-Security/editions/2023/en/0xa8-security-misconfiguration/',
    },
  ],
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  examples: {
    bad: [
      env`
        TELESCOPE_ENABLED=true
      `,
      env`
        HASURA_GRAPHQL_ENABLE_CONSOLE=true
        SPRING_H2_CONSOLE_ENABLED=true
      `,
    ],
    good: [
      env`
        TELESCOPE_ENABLED=false
        SWAGGER_ENABLED=false
      `,
      env`
        GRAPHQL_PLAYGROUND=false
      `,
    ],
  },
  check(variable, report) {
    const { value } = variable;
    const setting = settingOf(variable, KEYS);
    if (setting === undefined || !isOn(setting.text)) return;
    report({
      at: setting.at,
      severity: LESS.test(setting.key) ? 'low' : 'medium',
      message: `${setting.name} offers a developer tool to visitors; switch it off`,
      fixes: flipFix(value, setting.text, 'false', 'the tool is gone'),
    });
  },
});
