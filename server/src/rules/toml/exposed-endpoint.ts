import { defineRule, toml } from '../contract.ts';
import { checkProblem, named } from './findings/check-problem.ts';

export default defineRule({
  id: 'toml/exposed-endpoint',
  subject: 'document',
  severity: 'critical',
  severityBecause:
    'network reach × the service itself for admin APIs (critical), its internals for profilers and metrics (medium)',
  category: 'exposure',
  profile: 'recommended',
  stages: 'running',
  summary: 'An admin, debug or metrics port is open to the network',
  why: 'Profilers, debuggers, dashboards and metrics are made for operators on the machine itself. On all interfaces they hand memory contents, internals and sometimes control to anybody who can connect.',
  references: [
    { name: 'CWE-668: exposure of resource to wrong sphere', url: 'https://cwe.mitre.org/data/definitions/668.html' },
  ],
  fix: 'behavior-changing',
  formats: ['toml'],
  examples: {
    bad: [
      named(
        'buildkitd.toml',
        toml`
        [grpc]
        debugAddress = "0.0.0.0:6060"

        [worker.oci]
        enabled = true
      `,
      ),
    ],
    good: [
      named(
        'buildkitd.toml',
        toml`
        [grpc]
        debugAddress = "127.0.0.1:6060"

        [worker.oci]
        enabled = true
      `,
      ),
      named(
        'config.toml',
        toml`
        [grpc]
        debugAddress = "0.0.0.0:6060"
      `,
      ),
    ],
  },
  check: checkProblem('exposed-endpoint'),
});
