import { checkProblem } from '../../subjects/toml/check-problem.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'toml/open-registration',
  subject: 'document',
  severity: 'high',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'Anybody may create an account',
  fix: 'behavior-changing',
  formats: ['toml'],
  check: checkProblem('open-registration'),
});
