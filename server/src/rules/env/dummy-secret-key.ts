import { removeFix } from '../../subjects/env/repairs.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'env/dummy-secret-key',
  subject: 'setting',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'production',
  summary: 'Rails runs with a secret that is made up at the start',
  fix: 'behavior-changing',
  formats: ['dotenv', 'compose', 'toml'],
  check(variable, report) {
    const { key, text, at, name, value } = variable;
    if (key !== 'SECRET_KEY_BASE_DUMMY' || text === '') return;
    report({
      at,
      message: `${name} makes up a new secret at every start and ends all sessions; keep it to the build of the image`,
      fixes: () => removeFix(value, 'Rails asks for SECRET_KEY_BASE or the credentials file'),
    });
  },
});
