import { checkProblem } from '../../subjects/toml/check-problem.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'toml/unsafe-setting',
  subject: 'document',
  severity: 'critical',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'A setting its own documentation calls unsafe is on',
  fix: 'behavior-changing',
  formats: ['toml'],
  check: checkProblem('unsafe-setting'),
});
