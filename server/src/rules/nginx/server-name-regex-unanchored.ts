import { isAnchoredAtEnd } from '../../formats/nginx/read/regex-facts.ts';
import { patternsOf } from '../../subjects/nginx/patterns.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/server-name-regex-unanchored',
  subject: 'nginxDirective',
  severity: 'medium',
  severityBecause: 'anyone on the network × an easier next step: a foreign name is served as the own one',
  category: 'access',
  profile: 'recommended',
  stages: 'any',
  summary: 'A pattern for server names also takes foreign names',
  why: 'Without `$` the pattern `~^www\\.example\\.org` also answers for `www.example.org.evil.io`, and `$host` and captures then carry that name on.',
  references: [
    {
      name: 'nginx: server names, regular expressions',
      url: 'https://nginx.org/en/docs/http/server_names.html#regex_names',
    },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        server {
            server_name ~^www\.example\.org;
        }
      `,
    ],
    good: [
      nginx`
        server {
            server_name ~^www\.example\.(org|net)$;
        }
      `,
      nginx`
        server {
            server_name ~^(?<sub>.+)$ www.example.org;
        }
      `,
    ],
  },
  check(directive, report) {
    if (directive.name !== 'server_name') return;
    for (const { regex, at } of patternsOf(directive)) {
      if (regex.invalid || isAnchoredAtEnd(regex) || /\.[*+]\)?$|^\.[*+]?$/.test(regex.source)) continue;
      if (!/[a-z]{2}/i.test(regex.source)) continue;
      report({
        at,
        message: 'This pattern also answers for names that go on, like example.org.evil.io; end it with $',
      });
    }
  },
});
