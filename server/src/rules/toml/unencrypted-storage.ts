import { checkProblem } from '../../subjects/toml/check-problem.ts';
import { defineRule, named, toml } from '../contract.ts';

export default defineRule({
  id: 'toml/unencrypted-storage',
  subject: 'document',
  severity: 'medium',
  severityBecause: 'a leaked disk or backup × the data set, where encryption is built in',
  category: 'secret',
  profile: 'recommended',
  stages: 'production',
  summary: 'Encryption at rest is built in and switched off',
  why: 'The application can encrypt what it writes to disk and is told not to. Lost disks, snapshots and backups are then readable by whoever gets them.',
  references: [
    { name: 'CWE-311: missing encryption of sensitive data', url: 'https://cwe.mitre.org/data/definitions/311.html' },
  ],
  fix: 'behavior-changing',
  formats: ['toml'],
  examples: {
    bad: [
      named(
        'angarabase.toml',
        toml`
        [tls]
        enabled = true
        require_on_remote_bind = true

        [security]
        auth_mode = "scram"
        tde_enabled = false
      `,
      ),
    ],
    good: [
      named(
        'angarabase.toml',
        toml`
        [tls]
        enabled = true
        require_on_remote_bind = true

        [security]
        auth_mode = "scram"
        tde_enabled = true
      `,
      ),
      named(
        'config.toml',
        toml`
        [security]
        tde_enabled = false
      `,
      ),
    ],
  },
  check: checkProblem('unencrypted-storage'),
});
