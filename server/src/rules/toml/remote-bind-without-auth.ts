import { checkProblem } from '../../subjects/toml/check-problem.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'toml/remote-bind-without-auth',
  subject: 'document',
  severity: 'critical',
  category: 'access',
  profile: 'essential',
  stages: 'running',
  summary: 'A service listens on the network without authentication',
  fix: 'behavior-changing',
  formats: ['toml'],
  check: checkProblem('remote-bind-without-auth'),
});
