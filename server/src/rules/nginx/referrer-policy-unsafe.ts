import { fixIf } from '../../finding/fix.ts';
import { REFERRER_POLICIES } from '../../knowledge/headers/security-headers.ts';
import { headerOf } from '../../subjects/nginx/response-headers.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/referrer-policy-unsafe',
  subject: 'nginxDirective',
  severity: 'low',
  severityBecause: 'other sites × addresses with tokens and search terms of visitors',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'Full addresses are sent to other sites',
  why: '`unsafe-url` sends the whole address, query included, to every site a page links to; `no-referrer-when-downgrade` does so for HTTPS sites. A value browsers do not know leaves their default.',
  references: [{ name: 'Referrer Policy', url: 'https://www.w3.org/TR/referrer-policy/' }],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        add_header Referrer-Policy unsafe-url always;
      `,
      nginx`
        add_header Referrer-Policy "no-referer" always;
      `,
    ],
    good: [
      nginx`
        add_header Referrer-Policy strict-origin-when-cross-origin always;
      `,
      nginx`
        add_header Referrer-Policy "no-referrer, strict-origin-when-cross-origin" always;
      `,
    ],
  },
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
