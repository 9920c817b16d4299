import { fixIf } from '../../finding/fix.ts';
import { defineRule } from '../contract.ts';

const GLUED = /^([^?]*\.\w+)(\$\{?(?:args|query_string)\}?)$/i;

export default defineRule({
  id: 'nginx/try-files-query',
  subject: 'nginxDirective',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'The query is glued to the name of the fallback file and lost',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    const index = directive.name === 'try_files' ? directive.values.length - 1 : -1;
    const parts = GLUED.exec(directive.arg(index) ?? '');
    const [, file = '', query = ''] = parts ?? [];
    if (index < 1 || parts === null) return;
    report({
      at: directive.argAt(index),
      message: `${query} is glued to ${file.slice(-24)} as part of its name, so the query is lost; write $is_args${query}`,
      fixes: fixIf(
        'Put $is_args in front of the query (the application gets it)',
        'behavior-changing',
        directive.scope.model.edit.replaceArg(directive, index, `${file}$is_args${query}`),
      ),
    });
  },
});
