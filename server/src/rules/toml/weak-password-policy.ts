import { checkProblem } from '../../subjects/toml/check-problem.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'toml/weak-password-policy',
  subject: 'document',
  severity: 'high',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'Passwords may be short, or are stored so that they are cracked',
  fix: 'behavior-changing',
  formats: ['toml'],
  check: checkProblem('weak-password-policy'),
});
