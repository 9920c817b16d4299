import { weaknessOf } from '../../subjects/toml/header-weakness.ts';
import { responseHeaderTables } from '../../subjects/toml/response-headers.ts';
import { defineRule, named, toml } from '../contract.ts';

export default defineRule({
  id: 'toml/weak-response-header',
  subject: 'document',
  severity: 'medium',
  severityBecause: 'an attacker who can inject markup × runs scripts in visitors’ sessions; low for the other headers',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'A security header has a value that protects nobody',
  why: 'Browsers ignore a header whose value they do not know, and do what it says when it is too generous: HSTS is forgotten after max-age, a Content-Security-Policy with `unsafe-inline` lets injected scripts run, `unsafe-url` tells every linked site the full address. The header is there and the protection is not.',
  references: [
    { name: 'OWASP Secure Headers Project', url: 'https://owasp.org/www-project-secure-headers/' },
    { name: 'Netlify: custom headers', url: 'https://docs.netlify.com/manage/routing/headers/' },
  ],
  fix: 'behavior-changing',
  formats: ['toml'],
  examples: {
    bad: [
      named(
        'netlify.toml',
        toml`
          [[headers]]
          for = "/*"
          [headers.values]
          Strict-Transport-Security = "max-age=86400"
          X-Content-Type-Options = "nosniff"
          X-Frame-Options = "SAMEORIGIN"
        `,
      ),
      named(
        'netlify.toml',
        toml`
          [[headers]]
          for = "/app/*"
          [headers.values]
          Content-Security-Policy = "default-src 'self'; script-src 'self' 'unsafe-inline'"
        `,
      ),
    ],
    good: [
      named(
        'netlify.toml',
        toml`
          [[headers]]
          for = "/*"
          [headers.values]
          Strict-Transport-Security = '''
          max-age=63072000;
          includeSubDomains'''
          X-Frame-Options = "DENY"
          X-Content-Type-Options = "nosniff"
        `,
      ),
      toml`
        [[headers]]
        for = "/*"
        [headers.values]
        Strict-Transport-Security = "max-age=86400"
      `,
    ],
  },
  check(model, report) {
    if (model.format !== 'toml') return;
    for (const table of responseHeaderTables(model)) {
      for (const header of table.headers) {
        const weakness = weaknessOf(model, header, table);
        if (weakness === undefined) continue;
        report({
          at: header.leaf.valueSpan,
          message: `${header.leaf.name} ${weakness.says}`,
          severity: weakness.severity,
          path: header.leaf.path.map(String),
          ...(weakness.fix === undefined ? {} : { fixes: [weakness.fix] }),
        });
      }
    }
  },
});
