import { checkProblem } from '../../subjects/toml/check-problem.ts';
import { defineRule, named, toml } from '../contract.ts';

export default defineRule({
  id: 'toml/untrusted-source',
  subject: 'document',
  severity: 'high',
  severityBecause: 'a place on the network path × code in the build or the image',
  category: 'supply-chain',
  profile: 'recommended',
  stages: 'production',
  summary: 'Packages or images are fetched without a check of where they come from',
  why: 'Plain HTTP, certificates that are not verified, and lists of registries that are tried one after the other let somebody else deliver the package or image. What is delivered then runs with all rights of the build or the service.',
  references: [
    {
      name: 'CWE-494: download of code without integrity check',
      url: 'https://cwe.mitre.org/data/definitions/494.html',
    },
    { name: 'SLSA', url: 'https://slsa.dev/' },
  ],
  fix: 'behavior-changing',
  formats: ['toml'],
  examples: {
    bad: [
      named(
        'Pipfile',
        toml`
        [[source]]
        name = "internal"
        url = "https://pypi.example.com/simple"
        verify_ssl = false
      `,
      ),
    ],
    good: [
      named(
        'Pipfile',
        toml`
        [[source]]
        name = "internal"
        url = "https://pypi.example.com/simple"
        verify_ssl = true
      `,
      ),
      named(
        'config.toml',
        toml`
        [[source]]
        url = "https://pypi.example.com/simple"
      `,
      ),
    ],
  },
  check: checkProblem('untrusted-source'),
});
