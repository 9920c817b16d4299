import { defineRule, toml } from '../contract.ts';
import { checkProblem, named } from './findings/check-problem.ts';

export default defineRule({
  id: 'toml/remote-bind-without-auth',
  subject: 'document',
  severity: 'critical',
  severityBecause: 'network reach × the whole data set',
  category: 'access',
  profile: 'essential',
  stages: 'running',
  summary: 'A service listens on the network without authentication',
  why: 'The listen address is reachable from other machines and nothing asks who is calling. Such services are found by scanners within hours; what they hold or can do belongs to whoever finds them.',
  references: [{ name: 'CWE-306: missing authentication', url: 'https://cwe.mitre.org/data/definitions/306.html' }],
  fix: 'behavior-changing',
  formats: ['toml'],
  examples: {
    bad: [
      named(
        'velocity.toml',
        toml`
        bind = "0.0.0.0:25565"
        online-mode = false
        player-info-forwarding-mode = "modern"
      `,
      ),
    ],
    good: [
      named(
        'velocity.toml',
        toml`
        bind = "0.0.0.0:25565"
        online-mode = true
        player-info-forwarding-mode = "modern"
      `,
      ),
      named(
        'config.toml',
        toml`
        bind = "0.0.0.0:80"
      `,
      ),
    ],
  },
  check: checkProblem('remote-bind-without-auth'),
});
