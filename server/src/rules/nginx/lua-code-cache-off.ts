import { fixIf } from '../../finding/fix.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/lua-code-cache-off',
  subject: 'nginxDirective',
  directives: ['lua_code_cache'],
  severity: 'medium',
  category: 'limits',
  profile: 'recommended',
  stages: 'production',
  summary: 'Lua code is compiled anew for every request',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    if (directive.arg(0)?.toLowerCase() !== 'off') return;
    report({
      at: directive.argAt(0),
      message: 'lua_code_cache off compiles all Lua code for every request; switch it on in production',
      fixes: fixIf(
        'Set lua_code_cache on (changed code needs a reload)',
        'behavior-changing',
        directive.scope.model.edit.replaceArg(directive, 0, 'on'),
      ),
    });
  },
});
