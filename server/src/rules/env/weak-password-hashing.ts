import { setFix } from '../../subjects/env/repairs.ts';
import { settingOf } from '../../subjects/setting.ts';
import { defineRule } from '../contract.ts';

const BCRYPT = /(?:^|_)(?:BCRYPT_(?:SALT_)?(?:ROUNDS|COST|WORK_FACTOR)|SALT_ROUNDS)$/;
const PBKDF2 = /(?:^|_)(?:PASSWORD_ITERATIONS|PASSWORD_HASH_ITERATIONS|PBKDF2_(?:SHA256_)?ITERATIONS)$/;

export default defineRule({
  id: 'env/weak-password-hashing',
  subject: 'setting',
  severity: 'medium',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'Password hashes are too cheap to compute',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  thresholds: {
    bcryptRounds: { default: 10, description: 'fewest bcrypt rounds' },
    pbkdf2Iterations: { default: 600000, description: 'fewest PBKDF2-SHA256 iterations' },
  },
  check(variable, report, context) {
    const { value } = variable;
    const bcrypt = settingOf(variable, BCRYPT);
    const setting = bcrypt ?? settingOf(variable, PBKDF2);
    if (setting === undefined || !/^\d{1,9}$/.test(setting.text)) return;
    const least = context.threshold(bcrypt === undefined ? 'pbkdf2Iterations' : 'bcryptRounds');
    if (Number(setting.text) >= least) return;
    report({
      at: setting.at,
      message: `${setting.name} makes stolen password hashes cheap to guess; set at least ${least}`,
      fixes: () => setFix(value, String(least), 'sign-in takes longer to compute'),
    });
  },
});
