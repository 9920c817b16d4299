import { accessTo } from '../../subjects/nginx/access.ts';
import { answer, handlerOf } from '../../subjects/nginx/answers.ts';
import { servedFolder } from '../../subjects/nginx/served-folder.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/filesystem-root-exposure',
  subject: 'nginxDirective',
  directives: ['root', 'alias'],
  severity: 'critical',
  category: 'exposure',
  profile: 'essential',
  stages: 'any',
  summary: 'The whole file system is served to clients',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    if (servedFolder(directive) !== '/') return;
    const { scope } = directive;
    const access = accessTo(scope);
    if (access === 'closed' || handlerOf(scope) !== undefined || answer(scope) !== undefined) return;
    report({
      at: directive.argAt(0),
      message: `${directive.name} / serves every file of the machine to clients; name the folder of the web files`,
      ...(access === 'restricted' ? { severity: 'high' as const } : {}),
    });
  },
});
