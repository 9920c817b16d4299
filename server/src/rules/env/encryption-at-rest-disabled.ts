import { isOff, isOn } from '../../knowledge/env/switch.ts';
import { flipFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule, env } from '../contract.ts';

const OFF_WHEN_FALSE =
  /(?:^|_)(?:BACKUP_ENCRYPTION|BACKUP_ENCRYPT|ENCRYPT_BACKUPS?|TDE|ENCRYPTION_AT_REST|ENCRYPT_AT_REST|STORAGE_ENCRYPTION|DISK_ENCRYPTION)(?:_ENABLED?)?$/;
const OFF_WHEN_TRUE = /(?:^|_)(?:DISABLE_ENCRYPTION|ENCRYPTION_DISABLED|DISABLE_BACKUP_ENCRYPTION)$/;

export default defineRule({
  id: 'env/encryption-at-rest-disabled',
  subject: 'setting',
  severity: 'medium',
  severityBecause: 'needs a stolen disk or backup × gets the whole data set',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'Data or backups are stored unencrypted',
  why: 'A lost disk, a copied volume or a backup in the wrong bucket is then readable by whoever finds it.',
  references: [
    {
      name: 'OWASP Cryptographic Storage Cheat Sheet',
      url: 'https://cheatsheetseries.owasp.org/cheatsheets/Cryptographic_Storage_Cheat_Sheet.html',
    },
    { name: 'CWE-311', url: 'https://cwe.mitre.org/data/definitions/311.html' },
  ],
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  examples: {
    bad: [
      env`
        BACKUP_ENCRYPTION_ENABLED=false
      `,
      env`
        ANGARABASE_TDE_ENABLE=0
      `,
    ],
    good: [
      env`
        BACKUP_ENCRYPTION_ENABLED=true
      `,
      env`
        ANGARABASE_TDE_ENABLE=1
      `,
    ],
  },
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
