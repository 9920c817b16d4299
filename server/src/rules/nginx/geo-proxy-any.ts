import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/geo-proxy-any',
  subject: 'nginxDirective',
  directives: ['geo'],
  severity: 'high',
  category: 'access',
  profile: 'recommended',
  stages: 'any',
  summary: 'A geo block believes every client’s X-Forwarded-For',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    for (const line of directive.block?.directives ?? []) {
      if (line.name !== 'proxy' || !/^(0\.0\.0\.0\/0|::\/0|all)$/.test(line.arg(0) ?? '')) continue;
      report({
        at: line.at,
        message: 'proxy with every address lets clients choose the address geo looks up; name your proxies',
      });
    }
  },
});
