import { fixIf } from '../../finding/fix.ts';
import { HSTS_PRELOAD_MIN_AGE, parseHsts } from '../../knowledge/tls/hsts.ts';
import { headerOf } from '../../subjects/nginx/response-headers.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/hsts-max-age',
  subject: 'nginxDirective',
  severity: 'low',
  severityBecause: 'anyone on the line × strips TLS from a visitor who was away for longer than max-age',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'Strict-Transport-Security is forgotten too soon',
  why:
    'A browser keeps the rule for `max-age` seconds after the last visit. With hours or days most visits start unprotected ' +
    'again; half a year is the least, the preload list asks for a year.',
  references: [
    { name: 'RFC 6797 §11.2', url: 'https://www.rfc-editor.org/rfc/rfc6797#section-11.2' },
    { name: 'HSTS preload requirements', url: 'https://hstspreload.org/' },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  thresholds: { seconds: { default: 15_768_000, description: 'Shortest max-age, in seconds, that is accepted' } },
  examples: {
    bad: [
      nginx`
        add_header Strict-Transport-Security "max-age=86400; includeSubDomains" always;
      `,
    ],
    good: [
      nginx`
        add_header Strict-Transport-Security "max-age=31536000" always;
      `,
      nginx`
        add_header Strict-Transport-Security $hsts_header always;
      `,
    ],
  },
  check(directive, report, context) {
    const header = headerOf(directive);
    if (header?.name !== 'strict-transport-security') return;
    const { maxAge } = parseHsts(header.value);
    if (maxAge === undefined || maxAge === 0 || maxAge >= context.threshold('seconds')) return;
    const value = header.value.replace(String(maxAge), String(HSTS_PRELOAD_MIN_AGE));
    report({
      at: directive.argAt(header.valueIndex),
      message: `Strict-Transport-Security lasts ${maxAge} seconds only; set max-age to a year (31536000)`,
      fixes: fixIf(
        'Set max-age to a year (browsers refuse plain HTTP for that long)',
        'behavior-changing',
        directive.scope.model.edit.replaceArg(directive, header.valueIndex, value),
      ),
    });
  },
});
