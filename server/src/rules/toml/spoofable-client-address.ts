import { checkProblem } from '../../subjects/toml/check-problem.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'toml/spoofable-client-address',
  subject: 'document',
  severity: 'high',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'Any client may say which address it comes from',
  fix: 'behavior-changing',
  formats: ['toml'],
  check: checkProblem('spoofable-client-address'),
});
