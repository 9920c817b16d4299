import { fixIf } from '../../finding/fix.ts';
import { placeholder, replaceBySnippet } from '../../subjects/nginx/snippet.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/user-root',
  subject: 'nginxDirective',
  directives: ['user'],
  severity: 'critical',
  category: 'isolation',
  profile: 'essential',
  stages: 'running',
  summary: 'nginx workers run as root',
  fix: 'needs-input',
  formats: ['nginx'],
  check(directive, report) {
    if (directive.arg(0) !== 'root' || directive.scope.kind === 'entries') return;
    const isContained = directive.scope.model.containersOf(directive.uri).length > 0;
    report({
      at: directive.argAt(0),
      ...(isContained ? { severity: 'high' as const } : {}),
      message: isContained
        ? 'nginx workers run as root, so a hole in them is the whole container; use a user of their own'
        : 'nginx workers run as root, so a hole in them is the whole machine; use a user of their own',
      fixes: () =>
        fixIf(
          'Run workers as the user you fill in (it must exist and read what is served)',
          'needs-input',
          replaceBySnippet(directive, 0, placeholder(1, 'USER')),
        ),
    });
  },
});
