import { shapeOf } from '../../secrets/value-shape.ts';
import type { RuleContext } from '../../subjects/context.ts';
import { besides, type Setting, settingOf } from '../../subjects/setting.ts';
import { defineRule, env, yaml } from '../contract.ts';

const KEY = /^ADMIN_TOKEN$/;
const IMAGE = /(?:^|\/)(?:vaultwarden\/server|bitwardenrs\/server|vaultwarden)(?:[:@]|$)/;
/** Names only Vaultwarden reads: beside them the token is its own. */
const VAULTWARDEN =
  /^(?:SIGNUPS_(?:ALLOWED|VERIFY|DOMAINS_WHITELIST)|INVITATIONS_ALLOWED|INVITATION_ORG_NAME|WEB_VAULT_ENABLED|SENDS_ALLOWED|EMERGENCY_ACCESS_ALLOWED|SHOW_PASSWORD_HINT)$/;

export default defineRule({
  id: 'env/unhashed-admin-token',
  subject: 'setting',
  severity: 'medium',
  severityBecause: 'needs a leaked copy of the file × gets the admin page: accounts, mail server, an easier next step',
  category: 'secret',
  profile: 'recommended',
  stages: 'production',
  summary: 'The admin token of Vaultwarden is kept in plain text',
  why: 'Whoever reads the file, a backup of it or the environment of the container signs in to the admin page, deletes accounts and turns signups on. Since 1.28 an Argon2 hash can stand here instead; Vaultwarden warns at every start until it does.',
  references: [
    {
      name: 'Vaultwarden wiki, secure the ADMIN_TOKEN',
      url: 'https://github.com/dani-garcia/vaultwarden/wiki/Enabling-admin-page#secure-the-admin_token',
    },
    { name: 'CWE-256', url: 'https://cwe.mitre.org/data/definitions/256.html' },
  ],
  fix: 'none',
  formats: ['dotenv', 'compose'],
  examples: {
    bad: [
      env`
        SIGNUPS_ALLOWED=false
        ADMIN_TOKEN=kept-7-long-2-and-9-plain
      `,
    ],
    good: [
      env`
        ADMIN_TOKEN=kept-7-long-2-and-9-plain
      `,
      yaml`
        services:
          vault:
            image: vaultwarden/server:1.32.0
            environment:
              ADMIN_TOKEN: \${ADMIN_TOKEN_HASH}
      `,
    ],
  },
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
