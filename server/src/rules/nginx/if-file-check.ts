import { matchesEveryPath } from '../../subjects/nginx/patterns.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/if-file-check',
  subject: 'nginxScope',
  severity: 'low',
  category: 'correctness',
  profile: 'strict',
  stages: 'any',
  summary: 'A file is looked for by if and rewrite instead of try_files',
  fix: 'none',
  formats: ['nginx'],
  check(scope, report) {
    const test = scope.opener?.values.join(' ') ?? '';
    if (scope.kind !== 'if' || !/!-[ef]\b.*\$request_filename\b/.test(test)) return;
    // One that takes the path apart does more than `try_files` can.
    if (!matchesEveryPath(scope.first('rewrite')?.arg(0) ?? 'x')) return;
    report({
      at: scope.at,
      message: 'This if looks for a file and rewrites on every request; write try_files $uri with the fallback instead',
    });
  },
});
