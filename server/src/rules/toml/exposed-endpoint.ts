import { checkProblem } from '../../subjects/toml/check-problem.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'toml/exposed-endpoint',
  subject: 'document',
  severity: 'critical',
  category: 'exposure',
  profile: 'recommended',
  stages: 'running',
  summary: 'An admin, debug or metrics port is open to the network',
  fix: 'behavior-changing',
  formats: ['toml'],
  check: checkProblem('exposed-endpoint'),
});
