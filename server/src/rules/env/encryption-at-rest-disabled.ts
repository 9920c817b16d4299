import { isOff, isOn } from '../../knowledge/env/switch.ts';
import { flipFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const OFF_WHEN_FALSE =
  /(?:^|_)(?:BACKUP_ENCRYPTION|BACKUP_ENCRYPT|ENCRYPT_BACKUPS?|TDE|ENCRYPTION_AT_REST|ENCRYPT_AT_REST|STORAGE_ENCRYPTION|DISK_ENCRYPTION)(?:_ENABLED?)?$/;
const OFF_WHEN_TRUE = /(?:^|_)(?:DISABLE_ENCRYPTION|ENCRYPTION_DISABLED|DISABLE_BACKUP_ENCRYPTION)$/;

export default defineRule({
  id: 'env/encryption-at-rest-disabled',
  subject: 'setting',
  severity: 'medium',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'Data or backups are stored unencrypted',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report) {
    const { value } = variable;
    const off = settingOf(variable, OFF_WHEN_TRUE);
    const setting = off ?? settingOf(variable, OFF_WHEN_FALSE);
    if (setting === undefined || !(off === undefined ? isOff(setting.text) : isOn(setting.text))) return;
    const what = setting.key.includes('BACKUP') ? 'backups are' : 'data is';
    report({
      at: setting.at,
      message: `${setting.name}: ${what} stored readable for whoever gets a copy; switch encryption on`,
      fixes: flipFix(value, setting.text, 'true', 'needs a key, and what is stored now stays as it is'),
    });
  },
});
