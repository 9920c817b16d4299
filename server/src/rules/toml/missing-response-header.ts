import { fixIf } from '../../finding/fix.ts';
import { setKey } from '../../formats/toml/edit/edit.ts';
import { FRAME_OPTIONS, NOSNIFF, type SecurityHeader } from '../../knowledge/headers/security-headers.ts';
import { type ResponseHeaderTable, responseHeaderTables } from '../../subjects/toml/response-headers.ts';
import { defineRule, named, toml } from '../contract.ts';

export default defineRule({
  id: 'toml/missing-response-header',
  subject: 'document',
  severity: 'low',
  severityBecause: 'any web page a visitor opens × an easier next step: framing, sniffing',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'The headers for every page leave out one that protects visitors',
  why: 'Without X-Content-Type-Options browsers guess types and may run an upload as a script; without X-Frame-Options or CSP `frame-ancestors` other sites can frame the page and steal clicks. Only files that set headers for every page are judged; answers of functions need their own headers.',
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
          X-Frame-Options = "DENY"
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
          Content-Security-Policy = "default-src 'self'; frame-ancestors 'none'"
          X-Content-Type-Options = "nosniff"
        `,
      ),
      named(
        'netlify.toml',
        toml`
          [[headers]]
          for = "/assets/*"
          [headers.values]
          Cache-Control = "public, max-age=31536000, immutable"
        `,
      ),
    ],
  },
  check(model, report, context) {
    if (model.format !== 'toml' || !context.complete) return;
    // Every table for all pages adds to the same answers.
    const tables = responseHeaderTables(model).filter(({ everywhere }) => everywhere);
    const [first] = tables;
    if (first === undefined) return;
    for (const header of [NOSNIFF, FRAME_OPTIONS].filter((one) => !sends(tables, one))) {
      const { name, guards, value = '' } = header;
      report({
        at: first.values.nameSpan,
        message: `Pages are sent without ${name}, which guards against ${guards}; add it to the headers of "/*"`,
        path: [...first.values.path.map(String), name.toLowerCase()],
        fixes: fixIf(
          `Add ${name} = "${value}" (changes every page)`,
          'behavior-changing',
          setKey(model, first.values, [name], value),
        ),
      });
    }
  },
});

function sends(tables: readonly ResponseHeaderTable[], header: SecurityHeader): boolean {
  return tables.some(({ names, headers }) => {
    if (names.has(header.name.toLowerCase())) return true;
    // A policy that is not known may say it.
    const policy = headers.find(({ name }) => name === 'content-security-policy');
    if (header !== FRAME_OPTIONS || !names.has('content-security-policy')) return false;
    return policy === undefined || /frame-ancestors/i.test(policy.value);
  });
}
