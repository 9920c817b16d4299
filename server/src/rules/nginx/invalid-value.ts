import { fixIf } from '../../finding/fix.ts';
import { isJudged, misuseOf } from '../../subjects/nginx/validation/misuse.ts';
import { valueProblems } from '../../subjects/nginx/validation/value-checks.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/invalid-value',
  subject: 'nginxDirective',
  severity: 'high',
  category: 'correctness',
  profile: 'essential',
  stages: 'any',
  summary: 'A value that nginx refuses',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report, context) {
    const version = context.nginx.version;
    if (!isJudged(directive) || misuseOf(directive, version) !== undefined) return;
    for (const problem of valueProblems(directive, version)) {
      const message = `${problem.message}: nginx will not start`;
      const { at, instead } = problem;
      report({
        at,
        message: message.length <= 120 ? message : problem.message.slice(0, 120),
        fixes:
          instead === undefined
            ? []
            : fixIf(
                `Write ${instead.value} (the setting takes effect)`,
                'behavior-changing',
                directive.scope.model.edit.replaceArg(instead.directive, instead.index, instead.value),
              ),
      });
    }
  },
});
