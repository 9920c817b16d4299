import { checkProblem } from '../../subjects/toml/check-problem.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'toml/open-redirect',
  subject: 'document',
  severity: 'high',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'After a login the user may be sent to any site',
  fix: 'behavior-changing',
  formats: ['toml'],
  check: checkProblem('open-redirect'),
});
