import { isAnchoredAtEnd } from '../../formats/nginx/read/regex-facts.ts';
import { patternsOf } from '../../subjects/nginx/patterns.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/server-name-regex-unanchored',
  subject: 'nginxDirective',
  directives: ['server_name'],
  severity: 'medium',
  category: 'access',
  profile: 'recommended',
  stages: 'any',
  summary: 'A pattern for server names also takes foreign names',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    for (const { regex, at } of patternsOf(directive)) {
      if (regex.invalid || isAnchoredAtEnd(regex) || /\.[*+]\)?$|^\.[*+]?$/.test(regex.source)) continue;
      if (!/[a-z]{2}/i.test(regex.source)) continue;
      report({
        at,
        message: `Pattern ${regex.source.slice(0, 30)} also answers for names that go on, like ….evil.io; end it with $`,
      });
    }
  },
});
