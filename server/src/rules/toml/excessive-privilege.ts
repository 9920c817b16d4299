import { checkProblem } from '../../subjects/toml/check-problem.ts';
import { flip, shownPath } from '../../subjects/toml/switches.ts';
import { defineRule } from '../contract.ts';

const UNCONFINED = /^(?:seccomp|apparmor|selinux|unset_seccomp)_?(?:profile|security)?$/;

export default defineRule({
  id: 'toml/excessive-privilege',
  subject: 'document',
  severity: 'critical',
  category: 'isolation',
  profile: 'essential',
  stages: 'running',
  summary: 'Containers started by this configuration get the host’s privileges',
  fix: 'behavior-changing',
  formats: ['toml'],
  check: checkProblem('excessive-privilege', ({ leaf, key, value }, model, report) => {
    const privileged = value === true && key === 'privileged';
    const unconfined = typeof value === 'string' && value.toLowerCase() === 'unconfined' && UNCONFINED.test(key);
    if (!privileged && !unconfined) return;
    const fix = privileged ? flip(model, leaf, 'containers that need host devices stop working') : undefined;
    report({
      at: leaf.valueSpan,
      message: `${shownPath(leaf)} = ${value} hands containers the host; ${privileged ? 'set it to false' : 'use the default profile'}`,
      severity: privileged ? 'critical' : 'high',
      path: leaf.path.map(String),
      ...(fix === undefined ? {} : { fixes: [fix] }),
    });
  }),
});
