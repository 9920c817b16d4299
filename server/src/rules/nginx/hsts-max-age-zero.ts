import { fixIf } from '../../finding/fix.ts';
import { HSTS_PRELOAD_MIN_AGE, parseHsts } from '../../knowledge/tls/hsts.ts';
import { HEADER_DIRECTIVES, headerOf } from '../../subjects/nginx/response-headers.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/hsts-max-age-zero',
  subject: 'nginxDirective',
  directives: HEADER_DIRECTIVES,
  severity: 'medium',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'Strict-Transport-Security with max-age=0 switches the protection off',
  fix: 'behavior-changing',
  formats: ['nginx'],
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
