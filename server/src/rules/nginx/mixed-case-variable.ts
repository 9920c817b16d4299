import { variableSummary } from '../../knowledge/nginx/variables.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/mixed-case-variable',
  subject: 'nginxDirective',
  severity: 'low',
  severityBecause: 'hygiene: readers and other tools take it for another variable',
  category: 'correctness',
  profile: 'strict',
  stages: 'any',
  summary: 'A variable is written in another case than its definition',
  why: 'nginx looks variables up without case: `$URI` is `$uri`. Scanners and people miss it, as a rule about `$uri` shows.',
  references: [{ name: 'nginx: variables', url: 'https://nginx.org/en/docs/varindex.html' }],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        return 301 https://example.org$URI;
      `,
    ],
    good: [
      nginx`
        return 301 https://example.org$request_uri;
      `,
      nginx`
        proxy_pass http://$BACKEND;
      `,
    ],
  },
  check(directive, report) {
    for (const [index, text] of directive.values.entries()) {
      const use = directive.scope.model
        .variablesIn(text)
        .find(
          ({ raw, name }) =>
            /[A-Z]/.test(raw) &&
            !raw.includes('{') &&
            variableSummary(name) !== undefined &&
            directive.scope.model.variable(name) === undefined,
        );
      if (use === undefined) continue;
      report({ at: directive.argAt(index), message: `${use.raw} is the same as $${use.name}; write it in lower case` });
      return;
    }
  },
});
