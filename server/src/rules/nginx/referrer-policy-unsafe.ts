import { fixIf } from '../../finding/fix.ts';
import { REFERRER_POLICIES } from '../../knowledge/headers/security-headers.ts';
import { HEADER_DIRECTIVES, headerOf } from '../../subjects/nginx/response-headers.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/referrer-policy-unsafe',
  subject: 'nginxDirective',
  directives: HEADER_DIRECTIVES,
  severity: 'low',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'Full addresses are sent to other sites',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    const header = headerOf(directive);
    if (header?.name !== 'referrer-policy' || header.value.includes('$') || header.value.trim() === '') return;
    // Of a list browsers take the last value they know.
    const words = header.value.split(',').map((word) => word.trim().toLowerCase());
    const effective = words.filter((word) => Object.hasOwn(REFERRER_POLICIES, word)).at(-1);
    if (effective !== undefined && REFERRER_POLICIES[effective] === 'safe') return;
    report({
      at: directive.argAt(header.valueIndex),
      message:
        effective === undefined
          ? 'Browsers know no such Referrer-Policy and ignore it; use strict-origin-when-cross-origin'
          : `Referrer-Policy ${effective} sends full addresses to other sites; use strict-origin-when-cross-origin`,
      fixes: fixIf(
        'Use strict-origin-when-cross-origin (other sites only see the host)',
        'behavior-changing',
        directive.scope.model.edit.replaceArg(directive, header.valueIndex, 'strict-origin-when-cross-origin'),
      ),
    });
  },
});
