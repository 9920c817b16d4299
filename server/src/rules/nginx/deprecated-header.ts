import { OBSOLETE_HEADERS } from '../../knowledge/headers/security-headers.ts';
import { HEADER_DIRECTIVES, headerOf } from '../../subjects/nginx/response-headers.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/deprecated-header',
  subject: 'nginxDirective',
  directives: HEADER_DIRECTIVES,
  severity: 'low',
  category: 'correctness',
  profile: 'strict',
  stages: 'any',
  summary: 'A header is sent that browsers no longer read',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    const header = headerOf(directive);
    const instead =
      header === undefined || !Object.hasOwn(OBSOLETE_HEADERS, header.name) ? undefined : OBSOLETE_HEADERS[header.name];
    if (instead === undefined) return;
    report({
      at: directive.argAt(0),
      message: `Browsers no longer read ${directive.arg(0)?.slice(0, 40)}; use ${instead}`,
    });
  },
});
