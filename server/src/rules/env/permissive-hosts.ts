import { listItems, replaceItem } from '../../knowledge/env/origins.ts';
import { isOff } from '../../knowledge/env/switch.ts';
import type { RuleContext } from '../../subjects/context.ts';
import { severityAt } from '../../subjects/env/reach.ts';
import { inputFix } from '../../subjects/env/repairs.ts';
import { besides, type Setting, settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const HOST_LIST =
  /(?:^|_)(?:ALLOWED_HOSTS?|TRUSTED_HOSTS?|HOST_WHITELIST|HOST_ALLOWLIST|ALLOWED_HOSTNAMES?|APP_HOSTS)$/;
/** Keycloak builds its links from the Host header, which is right only behind a proxy that it is told of (https://www.keycloak.org/server/hostname). */
const KEYCLOAK = /^KC_HOSTNAME_STRICT$/;
const KEYCLOAK_KNOWS = ['KC_HOSTNAME', 'KC_PROXY_HEADERS', 'KC_PROXY'];
const PLACEHOLDER = 'app.example.com';

export default defineRule({
  id: 'env/permissive-hosts',
  subject: 'setting',
  severity: 'medium',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'Requests are answered under any host name',
  fix: 'needs-input',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report, context) {
    const { value } = variable;
    const keycloak = settingOf(variable, KEYCLOAK);
    if (keycloak !== undefined && isOff(keycloak.text) && !isHostKnown(keycloak, context)) {
      report({
        at: keycloak.at,
        message: `${keycloak.name} takes any Host header: links in mails can be forged; set KC_HOSTNAME`,
      });
      return;
    }
    const setting = settingOf(variable, HOST_LIST);
    const item = setting && listItems(setting.text).find((each) => each === '*' || each === '.');
    if (setting === undefined || item === undefined) return;
    const severity = severityAt(value, context, 'medium');
    if (severity === undefined) return;
    report({
      at: setting.at,
      severity,
      message: `${setting.name} takes any Host header: links in mails and caches can be forged; name the hosts`,
      fixes: () =>
        inputFix(
          value,
          `Name your hosts in ${value.name} (requests for others are refused)`,
          replaceItem(setting.text, item, PLACEHOLDER),
          PLACEHOLDER,
        ),
    });
  },
});

/** Whether Keycloak is told its host name or its proxy, in the same file or by anything that sets variables of its service. */
function isHostKnown(setting: Setting, context: RuleContext): boolean {
  if (besides(setting, context.all('setting')).some(({ key }) => KEYCLOAK_KNOWS.includes(key))) return true;
  if (setting.value.place !== 'compose-environment') return false;
  const service = context.all('service').find(({ name }) => name === setting.value.owner);
  if (service === undefined || !service.environmentComplete || service.command !== undefined) return true;
  return KEYCLOAK_KNOWS.some((name) => service.variable(name) !== undefined);
}
