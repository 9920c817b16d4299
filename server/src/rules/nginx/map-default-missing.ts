import { defineRule, nginx } from '../contract.ts';

const KEYWORDS: readonly string[] = ['hostnames', 'volatile', 'ranges', 'proxy', 'proxy_recursive', 'delete'];

export default defineRule({
  id: 'nginx/map-default-missing',
  subject: 'nginxDirective',
  severity: 'low',
  severityBecause: 'hygiene: the value for everything else is an empty text nobody sees',
  category: 'correctness',
  profile: 'strict',
  stages: 'any',
  summary: 'A map says nothing about values that are not listed',
  why: 'Without `default` the variable is empty for every value that no line names. Saying so keeps readers, and later edits, from guessing.',
  references: [{ name: 'nginx: map', url: 'https://nginx.org/en/docs/http/ngx_http_map_module.html' }],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        map $uri $section {
            /shop shop;
            /blog blog;
        }
      `,
    ],
    good: [
      nginx`
        map $uri $section {
            default "";
            /shop shop;
            /blog blog;
        }
      `,
      nginx`
        map $limited $limit_key {
            1 $binary_remote_addr;
        }
      `,
    ],
  },
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
