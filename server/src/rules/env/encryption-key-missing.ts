import { isOn } from '../../knowledge/env/switch.ts';
import { besides, inFileOf, settingOf } from '../../subjects/setting.ts';
import { shownName } from '../../subjects/setting-key.ts';
import { defineRule } from '../contract.ts';

const ENABLE = /^((?:\w+_)?(?:TDE|ENCRYPTION|BACKUP_ENCRYPTION)_)ENABLED?$/;

export default defineRule({
  id: 'env/encryption-key-missing',
  subject: 'setting',
  severity: 'medium',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'Encryption is on but its key is empty',
  fix: 'none',
  formats: ['dotenv', 'compose', 'toml'],
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
