import { defineRule, toml } from '../contract.ts';
import { checkProblem } from './findings/check-problem.ts';
import { flip, shownPath } from './findings/switches.ts';

const UNCONFINED = /^(?:seccomp|apparmor|selinux|unset_seccomp)_?(?:profile|security)?$/;

export default defineRule({
  id: 'toml/excessive-privilege',
  subject: 'document',
  severity: 'critical',
  severityBecause: 'a foothold in one container × the host',
  category: 'isolation',
  profile: 'essential',
  stages: 'running',
  summary: 'Containers started by this configuration get the host’s privileges',
  why: 'A privileged container, one without seccomp or AppArmor, or one that holds the Docker socket can take over the machine it runs on. On build and CI hosts that means: whoever can start a job owns the host and the secrets of all other jobs.',
  references: [
    { name: 'CIS Docker Benchmark §5', url: 'https://www.cisecurity.org/benchmark/docker' },
    {
      name: 'OWASP Docker Security',
      url: 'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
    },
  ],
  fix: 'behavior-changing',
  formats: ['toml'],
  examples: {
    bad: [
      toml`
        [executor.docker]
        privileged = true
      `,
      toml`
        [container]
        seccomp_profile = "unconfined"
      `,
    ],
    good: [
      toml`
        [executor.docker]
        privileged = false
      `,
      toml`
        [users.admin]
        role = "privileged"
      `,
    ],
  },
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
