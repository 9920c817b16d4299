import { checkProblem } from '../../subjects/toml/check-problem.ts';
import { defineRule, named, toml } from '../contract.ts';

export default defineRule({
  id: 'toml/missing-credential',
  subject: 'document',
  severity: 'high',
  severityBecause: 'network reach × one service’s data or identity',
  category: 'secret',
  profile: 'recommended',
  stages: 'production',
  summary: 'A password, token or key that protects a service is empty or malformed',
  why: 'The application protects an interface by a shared secret and none is set, or one that cannot work. It then starts open, or does not start at all.',
  references: [{ name: 'CWE-306: missing authentication', url: 'https://cwe.mitre.org/data/definitions/306.html' }],
  fix: 'behavior-changing',
  formats: ['toml'],
  examples: {
    bad: [
      named(
        'garage.toml',
        toml`
        metadata_dir = "/var/lib/garage/meta"
        rpc_bind_addr = "[::]:3901"

        [s3_api]
        api_bind_addr = "127.0.0.1:3900"

        [admin]
        api_bind_addr = "0.0.0.0:3903"
      `,
      ),
    ],
    good: [
      named(
        'garage.toml',
        toml`
        metadata_dir = "/var/lib/garage/meta"
        rpc_bind_addr = "[::]:3901"

        [s3_api]
        api_bind_addr = "127.0.0.1:3900"

        [admin]
        api_bind_addr = "127.0.0.1:3903"
      `,
      ),
      named(
        'config.toml',
        toml`
        [admin]
        api_bind_addr = "0.0.0.0:3903"
      `,
      ),
    ],
  },
  check: checkProblem('missing-credential'),
});
