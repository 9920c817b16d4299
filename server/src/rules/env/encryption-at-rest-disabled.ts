import { turnsOff } from '../../knowledge/env/switch-name.ts';
import { flipFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const SWITCH =
  /(?:^|_)(?:(?:BACKUP_ENCRYPTION|BACKUP_ENCRYPT|ENCRYPT_BACKUPS?|TDE|ENCRYPTION_AT_REST|ENCRYPT_AT_REST|STORAGE_ENCRYPTION|DISK_ENCRYPTION)(?:_ENABLED?)?|DISABLE_ENCRYPTION|ENCRYPTION_DISABLED)$/;

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
    const setting = settingOf(variable, SWITCH);
    if (setting === undefined || !turnsOff(setting.key, setting.text)) return;
    const what = setting.key.includes('BACKUP') ? 'backups are' : 'data is';
    report({
      at: setting.at,
      message: `${setting.name}: ${what} stored readable for whoever gets a copy; switch encryption on`,
      fixes: () => flipFix(value, setting.text, 'true', 'needs a key, and what is stored now stays as it is'),
    });
  },
});
