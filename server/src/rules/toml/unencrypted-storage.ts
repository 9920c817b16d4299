import { checkProblem } from '../../subjects/toml/check-problem.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'toml/unencrypted-storage',
  subject: 'document',
  severity: 'medium',
  category: 'secret',
  profile: 'recommended',
  stages: 'production',
  summary: 'Encryption at rest is built in and switched off',
  fix: 'none',
  formats: ['toml'],
  check: checkProblem('unencrypted-storage'),
});
