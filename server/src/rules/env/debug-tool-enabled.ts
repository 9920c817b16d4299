import { turnsOn } from '../../knowledge/env/switch-name.ts';
import { severityAt } from '../../subjects/env/reach.ts';
import { flipFix } from '../../subjects/env/repairs.ts';
import { besides, type Setting, settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const KEYS =
  /^(?:TELESCOPE_ENABLED|DEBUGBAR_ENABLED|CLOCKWORK_ENABLED?|SPRING_H2_CONSOLE_ENABLED|SPRING_H2_CONSOLE_SETTINGS_WEB_ALLOW_OTHERS|HASURA_GRAPHQL_(?:ENABLE_CONSOLE|DEV_MODE))$|(?:^|_)(?:GRAPHQL_PLAYGROUND|PLAYGROUND|GRAPHIQL|GRAPHQL_INTROSPECTION|INTROSPECTION|SWAGGER(?:_UI)?|OPENAPI_UI|PPROF|WEB_PROFILER|DEBUG_TOOLBAR)(?:_ENABLED?)?$|(?:^|_)ENABLE_(?:GRAPHQL_PLAYGROUND|PLAYGROUND|GRAPHIQL|INTROSPECTION|SWAGGER(?:_UI)?|PPROF|DEBUG_TOOLBAR)$/;
/** These show the API; they do not run or reveal anything beyond it. */
const LESS = /SWAGGER|OPENAPI|INTROSPECTION/;

export default defineRule({
  id: 'env/debug-tool-enabled',
  subject: 'setting',
  severity: 'medium',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'A developer console, toolbar or API explorer is switched on',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report, context) {
    const { value } = variable;
    const setting = settingOf(variable, KEYS);
    if (setting === undefined || !turnsOn(setting.key, setting.text)) return;
    const isLess = LESS.test(setting.key) || asksForSecret(setting, context.all('setting'));
    const severity = severityAt(value, context, isLess ? 'low' : 'medium');
    if (severity === undefined) return;
    report({
      at: setting.at,
      severity,
      message: `${setting.name} offers a developer tool to visitors; switch it off`,
      fixes: () => flipFix(value, setting.text, 'false', consequenceOf(setting.key)),
    });
  },
});

/** Hasura's mode is no page: it adds what went wrong inside to the errors (https://hasura.io/learn/graphql/hasura-advanced/debugging/1-dev-mode). */
function consequenceOf(key: string): string {
  if (key === 'HASURA_GRAPHQL_DEV_MODE') return 'errors no longer say what went wrong inside';
  return /INTROSPECTION/.test(key) ? 'clients can no longer ask for the schema' : 'the tool is gone';
}

/** Hasura's console lets nobody in without the admin secret (https://hasura.io/docs/2.0/deployment/graphql-engine-flags/config-examples/). */
function asksForSecret(setting: Setting, all: readonly Setting[]): boolean {
  return (
    setting.key === 'HASURA_GRAPHQL_ENABLE_CONSOLE' &&
    besides(setting, all).some(({ key, value }) => /^HASURA_GRAPHQL_ADMIN_SECRET/.test(key) && value.source !== '')
  );
}
