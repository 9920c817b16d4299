import { fixIf } from '../../finding/fix.ts';
import { placeholder } from '../../subjects/nginx/snippet.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/auth-basic-no-file',
  subject: 'nginxDirective',
  directives: ['auth_basic'],
  severity: 'high',
  category: 'access',
  profile: 'essential',
  stages: 'any',
  summary: 'auth_basic without a password file asks nobody',
  fix: 'needs-input',
  formats: ['nginx'],
  check(directive, report) {
    if (directive.args.length === 0 || directive.arg(0)?.toLowerCase() === 'off') return;
    const { scope } = directive;
    const around = scope.chain().filter(({ kind }) => kind !== 'http' && kind !== 'main' && kind !== 'unknown');
    if (scope.server?.scope.visible !== true || !around.every((level) => level.complete)) return;
    if (scope.scalar('auth_basic_user_file').directive !== undefined || directive.arg(0)?.includes('$') === true)
      return;
    // Set in the blocks inside instead, one file each.
    const inner = scope.descendants().filter(({ kind }) => kind === 'location');
    if (inner.length > 0 && inner.every((location) => location.scalar('auth_basic_user_file').directive !== undefined))
      return;
    report({
      at: directive.at,
      message: 'auth_basic has no auth_basic_user_file, so nginx asks nobody for a password; add the file',
      fixes: fixIf(
        'Name the file of users in auth_basic_user_file',
        'needs-input',
        scope.model.edit.insertAfter(
          directive,
          [`auth_basic_user_file ${placeholder(1, '/etc/nginx/htpasswd')};`],
          true,
        ),
      ),
    });
  },
});
