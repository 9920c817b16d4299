import { shapeOf } from '../../secrets/value-shape.ts';
import type { RuleContext } from '../../subjects/context.ts';
import { besides, type Setting, settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const KEY = /^ADMIN_TOKEN$/;
const IMAGE = /(?:^|\/)(?:vaultwarden\/server|bitwardenrs\/server|vaultwarden)(?:[:@]|$)/;
/** Names only Vaultwarden reads: beside them the token is its own. */
const VAULTWARDEN =
  /^(?:SIGNUPS_(?:ALLOWED|VERIFY|DOMAINS_WHITELIST)|INVITATIONS_ALLOWED|INVITATION_ORG_NAME|WEB_VAULT_ENABLED|SENDS_ALLOWED|EMERGENCY_ACCESS_ALLOWED|SHOW_PASSWORD_HINT)$/;

export default defineRule({
  id: 'env/unhashed-admin-token',
  subject: 'setting',
  severity: 'medium',
  category: 'secret',
  profile: 'recommended',
  stages: 'production',
  summary: 'The admin token of Vaultwarden is kept in plain text',
  fix: 'none',
  formats: ['dotenv', 'compose'],
  check(variable, report, context) {
    const setting = settingOf(variable, KEY);
    const literal = setting?.value.literal;
    if (setting === undefined || literal === undefined || shapeOf(literal) !== 'text') return;
    if (!isVaultwarden(setting, context)) return;
    report({
      at: setting.at,
      message: `${setting.name} opens the admin page to whoever reads it; put the output of "vaultwarden hash" here`,
    });
  },
});

function isVaultwarden(setting: Setting, context: RuleContext): boolean {
  const { image } = setting.value;
  if (image !== undefined) return IMAGE.test(image);
  return besides(setting, context.all('setting')).some(({ key }) => VAULTWARDEN.test(key));
}
