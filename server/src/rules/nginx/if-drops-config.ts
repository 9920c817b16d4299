import { answer } from '../../subjects/nginx/answers.ts';
import { defineRule } from '../contract.ts';

// Directives that give the if a configuration of its own without ending the request.
const OWN = /^(add_header|expires|proxy_set_header|set|access_log|limit_rate|gzip|default_type|charset)$/;

export default defineRule({
  id: 'nginx/if-drops-config',
  subject: 'nginxScope',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'An if switches off the try_files of its location',
  fix: 'none',
  formats: ['nginx'],
  check(scope, report) {
    const tryFiles = scope.location?.scope.first('try_files');
    if (scope.kind !== 'if' || scope.parent !== scope.location?.scope || tryFiles === undefined) return;
    if (answer(scope) !== undefined || scope.first('rewrite') !== undefined || scope.first('return') !== undefined)
      return;
    const own = scope.directives.find((directive) => OWN.test(directive.name));
    if (own === undefined || scope.first('break') !== undefined) return;
    report({
      at: scope.at,
      message: 'When this if is true, try_files of the location does not run and files answer 404; use map instead',
      related: [{ at: tryFiles.at, message: 'The try_files that is skipped' }],
    });
  },
});
