import { defineRule } from '../contract.ts';

const KEYWORDS: readonly string[] = ['hostnames', 'volatile', 'ranges', 'proxy', 'proxy_recursive', 'delete'];

export default defineRule({
  id: 'nginx/map-default-missing',
  subject: 'nginxDirective',
  severity: 'low',
  category: 'correctness',
  profile: 'strict',
  stages: 'any',
  summary: 'A map says nothing about values that are not listed',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    const body = directive.block;
    if ((directive.name !== 'map' && directive.name !== 'geo') || body === undefined || !body.complete) return;
    const entries = body.directives.filter((line) => !KEYWORDS.includes(line.name));
    if (entries.some(({ name }) => name === 'default' || name === 'include') || entries.length < 2) return;
    report({
      at: directive.at,
      message: `${directive.name} has no default, so other values leave ${(directive.values.at(-1) ?? '').slice(0, 30)} empty; say default ""`,
    });
  },
});
