import { checkProblem } from '../../subjects/toml/check-problem.ts';
import { defineRule, named, toml } from '../contract.ts';

export default defineRule({
  id: 'toml/code-execution-allowed',
  subject: 'document',
  severity: 'high',
  severityBecause: 'a foothold in content, a theme or a dependency × the build or the server',
  category: 'isolation',
  profile: 'recommended',
  stages: 'production',
  summary: 'Content, themes or users may run programs',
  why: 'The application limits which programs may be started or which code is run, and the limit is lifted. Whoever can change a page, a theme, a dependency or a setting then runs commands with its rights and reads its secrets.',
  references: [
    { name: 'CWE-94: code injection', url: 'https://cwe.mitre.org/data/definitions/94.html' },
    { name: 'Hugo: security', url: 'https://gohugo.io/configuration/security/' },
  ],
  fix: 'behavior-changing',
  formats: ['toml'],
  examples: {
    bad: [
      named(
        'hugo.toml',
        toml`
        baseURL = "https://www.example.com/"

        [security.exec]
        allow = [".*"]
      `,
      ),
    ],
    good: [
      named(
        'hugo.toml',
        toml`
        baseURL = "https://www.example.com/"

        [security.exec]
        allow = ["^go$", "^npx$"]
      `,
      ),
      named(
        'config.toml',
        toml`
        [security.exec]
        allow = [".*"]
      `,
      ),
    ],
  },
  check: checkProblem('code-execution-allowed'),
});
