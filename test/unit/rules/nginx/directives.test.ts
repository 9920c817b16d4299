import { expect, it } from 'vitest';
import { directiveFacts } from '../../../../server/src/knowledge/nginx/directives.ts';
import { RULES } from '../../../../server/src/rules/registry.ts';

it('names in `directives` are directives: a rule under a misspelled one would never run', () => {
  const names = RULES.flatMap((rule) => (rule.subject === 'nginxDirective' ? (rule.directives ?? []) : []));
  expect(names.length).toBeGreaterThan(80);
  expect(names.filter((name) => directiveFacts(name) === undefined)).toEqual([]);
});
