import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/valid-referers-none',
  subject: 'nginxDirective',
  severity: 'low',
  category: 'access',
  profile: 'strict',
  stages: 'any',
  summary: 'A Referer check accepts requests without a Referer',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    const index = directive.name === 'valid_referers' ? directive.values.indexOf('none') : -1;
    const path = directive.scope.location?.path ?? '';
    if (index < 0 || /\.|image|img|media|static|assets|download|video|photo/i.test(path)) return;
    report({
      at: directive.argAt(index),
      message: 'none lets requests without a Referer pass, so the check stops nobody; do not rely on it',
    });
  },
});
