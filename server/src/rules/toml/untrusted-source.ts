import { checkProblem } from '../../subjects/toml/check-problem.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'toml/untrusted-source',
  subject: 'document',
  severity: 'high',
  category: 'supply-chain',
  profile: 'recommended',
  stages: 'production',
  summary: 'Packages or images are fetched without a check of where they come from',
  fix: 'behavior-changing',
  formats: ['toml'],
  check: checkProblem('untrusted-source'),
});
