import { defineRule } from '../contract.ts';

const CONTENT =
  /^((proxy|fastcgi|uwsgi|scgi|grpc|memcached)_pass|root|alias|error_page|index|try_files|limit_except|deny|allow|auth_basic|sub_filter|gzip|charset|proxy_(?!pass$|no_cache|cache_bypass|cache$|cache_valid).+)$/;

export default defineRule({
  id: 'nginx/if-is-evil',
  subject: 'nginxScope',
  severity: 'low',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'An if in a location holds more than return, rewrite or set',
  fix: 'none',
  formats: ['nginx'],
  check(scope, report) {
    if (scope.kind !== 'if' || scope.location === undefined) return;
    const evil = scope.directives.find((directive) => CONTENT.test(directive.name));
    if (evil === undefined) return;
    const tryFiles = scope.location.scope.first('try_files');
    report({
      at: evil.at,
      message: `${evil.name} in an if replaces what the location around it says; decide by map and keep it outside`,
      ...(tryFiles === undefined
        ? {}
        : { related: [{ at: tryFiles.at, message: 'This no longer runs when the if is true' }] }),
    });
  },
});
