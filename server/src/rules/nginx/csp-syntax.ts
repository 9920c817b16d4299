import {
  CSP_DIRECTIVES,
  CSP_KEYWORDS,
  CSP_NOT_SOURCES,
  type CspDirective,
  parseCsp,
} from '../../knowledge/headers/content-security-policy.ts';
import { HEADER_DIRECTIVES, headerOf } from '../../subjects/nginx/response-headers.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/csp-syntax',
  subject: 'nginxDirective',
  directives: HEADER_DIRECTIVES,
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'The Content-Security-Policy says something else than it was meant to',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    const header = headerOf(directive);
    if (header?.name !== 'content-security-policy' && header?.name !== 'content-security-policy-report-only') return;
    for (const part of parseCsp(header.value)) {
      const problem = problemOf(part);
      if (problem === undefined) continue;
      report({ at: directive.argAt(header.valueIndex), message: `CSP: ${problem}` });
      return;
    }
  },
});

function problemOf({ name, sources }: CspDirective): string | undefined {
  if (name.includes('$')) return undefined;
  if (!CSP_DIRECTIVES.has(name)) return `browsers ignore the unknown directive ${name.slice(0, 40)}; correct its name`;
  if (CSP_NOT_SOURCES.has(name)) return undefined;
  const bare = sources.find(
    (source) => CSP_KEYWORDS.has(source.toLowerCase()) || /^(nonce-|sha(256|384|512)-)/i.test(source),
  );
  if (bare !== undefined) return `${bare.slice(0, 24)} in ${name} is read as a host name; put it in single quotes`;
  const comma = sources.find((source) => source.endsWith(',') || source === ',');
  return comma === undefined ? undefined : `a comma in ${name} ends the policy; separate by spaces`;
}
