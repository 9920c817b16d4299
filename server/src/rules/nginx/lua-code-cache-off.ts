import { fixIf } from '../../finding/fix.ts';
import { defineRule, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/lua-code-cache-off',
  subject: 'nginxDirective',
  severity: 'medium',
  severityBecause: 'anyone on the network × an outage: every request compiles all code again',
  category: 'limits',
  profile: 'recommended',
  stages: 'production',
  summary: 'Lua code is compiled anew for every request',
  why: '`lua_code_cache off` is for development. Every request then gets a new Lua machine, which is slow, forgets shared state and leaks memory.',
  references: [
    { name: 'lua-nginx-module: lua_code_cache', url: 'https://github.com/openresty/lua-nginx-module#lua_code_cache' },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        http {
            lua_code_cache off;
        }
      `,
    ],
    good: [
      nginx`
        http {
            lua_code_cache on;
        }
      `,
      nginx`
        http {
            lua_package_path '/srv/?.lua;;';
        }
      `,
    ],
  },
  check(directive, report) {
    if (directive.name !== 'lua_code_cache' || directive.arg(0)?.toLowerCase() !== 'off') return;
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
