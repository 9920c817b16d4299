import { isOn } from '../../knowledge/env/switch.ts';
import { besides, inFileOf, settingOf } from '../../subjects/setting.ts';
import { shownName } from '../../subjects/setting-key.ts';
import { defineRule, env } from '../contract.ts';

const ENABLE = /^((?:\w+_)?(?:TDE|ENCRYPTION|BACKUP_ENCRYPTION)_)ENABLED?$/;

export default defineRule({
  id: 'env/encryption-key-missing',
  subject: 'setting',
  severity: 'medium',
  severityBecause: 'no attacker × an outage: the server does not start, or stores data unencrypted',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'Encryption is on but its key is empty',
  why: 'With encryption at rest switched on and no key, the server refuses to start or goes on without encrypting.',
  references: [
    {
      name: 'OWASP Key Management Cheat Sheet',
      url: 'https://cheatsheetseries.owasp.org/cheatsheets/Key_Management_Cheat_Sheet.html',
    },
  ],
  fix: 'none',
  formats: ['dotenv', 'compose', 'toml'],
  examples: {
    bad: [
      env`
        ANGARABASE_TDE_ENABLE=1
        ANGARABASE_TDE_MASTER_KEY_HEX=
      `,
    ],
    good: [
      env`
        ANGARABASE_TDE_ENABLE=1
        ANGARABASE_TDE_MASTER_KEY_HEX=\${TDE_KEY}
      `,
      env`
        ANGARABASE_TDE_ENABLE=0
        ANGARABASE_TDE_MASTER_KEY_HEX=
      `,
    ],
  },
  check(variable, report, context) {
    const setting = settingOf(variable, ENABLE);
    if (setting === undefined || !isOn(setting.text)) return;
    const prefix = setting.key.replace(ENABLE, '$1');
    const key = besides(variable, context.all('setting')).find(
      (each) => each.key.startsWith(prefix) && /^(?:MASTER_)?KEY(?:_HEX)?$/.test(each.key.slice(prefix.length)),
    )?.value;
    if (key === undefined || key.literal?.trim() !== '') return;
    report({
      at: inFileOf(key, key.nameSpan),
      message: `${shownName(key.name)} is empty while encryption is on: nothing starts or nothing is encrypted; set it`,
      related: [{ at: setting.at, message: 'encryption is switched on here' }],
    });
  },
});
