import { checkProblem } from '../../subjects/toml/check-problem.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'toml/missing-credential',
  subject: 'document',
  severity: 'high',
  category: 'secret',
  profile: 'recommended',
  stages: 'production',
  summary: 'A password, token or key that protects a service is empty or malformed',
  fix: 'behavior-changing',
  formats: ['toml'],
  check: checkProblem('missing-credential'),
});
