import { checkProblem } from '../../subjects/toml/check-problem.ts';
import { defineRule, named, toml } from '../contract.ts';

export default defineRule({
  id: 'toml/spoofable-client-address',
  subject: 'document',
  severity: 'high',
  severityBecause: 'network reach × the identity that address rules and logs rely on',
  category: 'access',
  profile: 'recommended',
  stages: 'production',
  summary: 'Any client may say which address it comes from',
  why: 'Headers and protocol lines that carry the client’s address are believed from everybody. Whoever sends them passes address allow-lists, escapes rate limits and puts somebody else’s address into the log.',
  references: [
    { name: 'CWE-348: use of less trusted source', url: 'https://cwe.mitre.org/data/definitions/348.html' },
    {
      name: 'Traefik: forwarded headers',
      url: 'https://doc.traefik.io/traefik/reference/install-configuration/entrypoints/',
    },
  ],
  fix: 'behavior-changing',
  formats: ['toml'],
  examples: {
    bad: [
      named(
        'traefik.toml',
        toml`
        [entryPoints.web]
        address = ":8080"

        [entryPoints.web.forwardedHeaders]
        insecure = true
      `,
      ),
    ],
    good: [
      named(
        'traefik.toml',
        toml`
        [entryPoints.web]
        address = ":8080"

        [entryPoints.web.forwardedHeaders]
        trustedIPs = ["10.0.0.0/8"]
      `,
      ),
      named(
        'config.toml',
        toml`
        [forwardedHeaders]
        insecure = true
      `,
      ),
    ],
  },
  check: checkProblem('spoofable-client-address'),
});
