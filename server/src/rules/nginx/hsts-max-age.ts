import { fixIf } from '../../finding/fix.ts';
import { HSTS_PRELOAD_MIN_AGE, parseHsts } from '../../knowledge/tls/hsts.ts';
import { HEADER_DIRECTIVES, headerOf } from '../../subjects/nginx/response-headers.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/hsts-max-age',
  subject: 'nginxDirective',
  directives: HEADER_DIRECTIVES,
  severity: 'low',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'Strict-Transport-Security is forgotten too soon',
  fix: 'behavior-changing',
  formats: ['nginx'],
  thresholds: { seconds: { default: 15_768_000, description: 'Shortest max-age, in seconds, that is accepted' } },
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
