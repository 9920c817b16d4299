import { reachOf } from '../../knowledge/env/hosts.ts';
import { setFix } from '../../subjects/env/repairs.ts';
import { besides, settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const MODE = /^((?:\w+_)?)(?:PG_?)?SSL_?MODE$/;
/** Encrypted, towards whoever answers; `verify-ca` and `verify-full` look who it is. MySQL calls it REQUIRED. */
const UNCHECKED = /^(?:require|required)$/i;
const HOSTS = ['HOST', 'HOSTNAME', 'SERVER', 'ADDR', 'ADDRESS'];

export default defineRule({
  id: 'env/tls-not-verified',
  subject: 'setting',
  severity: 'low',
  category: 'transport',
  profile: 'strict',
  stages: 'production',
  summary: 'The database connection is encrypted without looking who answers',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report, context) {
    const setting = settingOf(variable, MODE);
    if (setting === undefined || !UNCHECKED.test(setting.text)) return;
    const prefix = MODE.exec(setting.key)?.[1] ?? '';
    const wanted = new Set([...HOSTS.map((word) => prefix + word), ...(prefix === '' ? ['PGHOST', 'PG_HOST'] : [])]);
    const host = besides(variable, context.all('setting')).find(({ key }) => wanted.has(key))?.value.resolved;
    if (host === undefined || reachOf(host.replace(/:\d+$/, '')) !== 'public') return;
    // MySQL writes its modes in upper case and with an underscore
    const safe = /^REQUIRED$/i.test(setting.text) ? 'VERIFY_IDENTITY' : 'verify-full';
    report({
      at: setting.at,
      message: `${setting.name} encrypts towards whoever answers for the database; set it to ${safe}`,
      fixes: () => setFix(setting.value, safe, 'the certificate must be valid for the host'),
    });
  },
});
