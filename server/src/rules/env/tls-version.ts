import { weakestVersion } from '../../knowledge/env/tls-versions.ts';
import { setFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const KEYS =
  /(?:^|_)(?:(?:TLS|SSL)_MIN(?:IMUM)?(?:_PROTOCOL)?_VERSION|MIN(?:IMUM)?_(?:TLS|SSL)_VERSION|(?:TLS|SSL)_PROTOCOLS?|(?:TLS|SSL)_VERSIONS?|(?:TLS|SSL)_MIN)$/;

export default defineRule({
  id: 'env/tls-version',
  subject: 'setting',
  severity: 'medium',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'TLS versions with known breaks are allowed',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report) {
    const { value } = variable;
    const setting = settingOf(variable, KEYS);
    const old = setting && weakestVersion(setting.text);
    if (setting === undefined || old === undefined) return;
    const safe = setting.text === old ? upgraded(old) : undefined;
    report({
      at: setting.at,
      message: `${setting.name} allows ${old}, which is broken; allow TLS 1.2 and newer`,
      fixes: safe === undefined ? [] : setFix(value, safe, 'whoever does not speak TLS 1.2 is refused'),
    });
  },
});

/** TLS 1.2 in the spelling of the old version; none for SSL, whose spelling says nothing about TLS. */
function upgraded(old: string): string | undefined {
  if (/ssl/i.test(old)) return undefined;
  if (/^1(?:\.[01])?$/.test(old)) return '1.2';
  if (/1[._]?[01]$/.test(old)) return old.replace(/[01]$/, '2');
  return undefined;
}
