import { checkProblem } from '../../subjects/toml/check-problem.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'toml/code-execution-allowed',
  subject: 'document',
  severity: 'high',
  category: 'isolation',
  profile: 'recommended',
  stages: 'production',
  summary: 'Content, themes or users may run programs',
  fix: 'behavior-changing',
  formats: ['toml'],
  check: checkProblem('code-execution-allowed'),
});
