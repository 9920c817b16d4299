import { fixIf } from '../../finding/fix.ts';
import { HSTS_PRELOAD_MIN_AGE, parseHsts } from '../../knowledge/tls/hsts.ts';
import { headerOf } from '../../subjects/nginx/response-headers.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/hsts-max-age-zero',
  subject: 'nginxDirective',
  severity: 'medium',
  severityBecause: 'anyone on the line × strips TLS from every visitor’s first request',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'Strict-Transport-Security with max-age=0 switches the protection off',
  why: 'A `max-age` of zero tells browsers to forget the rule they already know. It belongs into a retreat from HTTPS, not into production.',
  references: [{ name: 'RFC 6797 §6.1.1', url: 'https://www.rfc-editor.org/rfc/rfc6797#section-6.1.1' }],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        add_header Strict-Transport-Security "max-age=0" always;
      `,
    ],
    good: [
      nginx`
        add_header Strict-Transport-Security "max-age=31536000" always;
      `,
      nginx`
        add_header Strict-Transport-Security "";
      `,
    ],
  },
  check(directive, report) {
    const header = headerOf(directive);
    if (header?.name !== 'strict-transport-security' || parseHsts(header.value).maxAge !== 0) return;
    report({
      at: directive.argAt(header.valueIndex),
      message: 'Strict-Transport-Security max-age=0 makes browsers forget HTTPS; set a year (31536000)',
      fixes: fixIf(
        'Set max-age to a year (browsers refuse plain HTTP for that long)',
        'behavior-changing',
        directive.scope.model.edit.replaceArg(
          directive,
          header.valueIndex,
          header.value.replace(/0+/, String(HSTS_PRELOAD_MIN_AGE)),
        ),
      ),
    });
  },
});
