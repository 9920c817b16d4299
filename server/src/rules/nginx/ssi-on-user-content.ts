import { fixIf } from '../../finding/fix.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/ssi-on-user-content',
  subject: 'nginxDirective',
  directives: ['ssi'],
  severity: 'medium',
  category: 'exposure',
  profile: 'recommended',
  stages: 'any',
  summary: 'Server-side includes run on pages of an application or on uploads',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    if (directive.arg(0)?.toLowerCase() !== 'on') return;
    const path = directive.scope.location?.path ?? '';
    if (!/upload|media|files?\b|user|avatar|attachment|comment/i.test(path)) return;
    report({
      at: directive.argAt(0),
      message: 'Includes in uploaded files are carried out here and reach internal addresses; switch ssi off',
      fixes: fixIf(
        'Set ssi off (includes in these files stay text)',
        'behavior-changing',
        directive.scope.model.edit.replaceArg(directive, 0, 'off'),
      ),
    });
  },
});
