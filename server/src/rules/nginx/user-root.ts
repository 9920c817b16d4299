import { placeholder, replaceBySnippet } from '../../subjects/nginx/snippet.ts';
import { defineRule, fixIf, nginx } from '../contract.ts';

export default defineRule({
  id: 'nginx/user-root',
  subject: 'nginxDirective',
  severity: 'critical',
  severityBecause: 'a foothold in a worker process × root on the machine or in the container',
  category: 'isolation',
  profile: 'essential',
  stages: 'running',
  summary: 'nginx workers run as root',
  why:
    'Workers parse what strangers send. Running as root, a hole in nginx or a module gives the whole machine, and a wrong `root` ' +
    'or `alias` serves every file of it.',
  references: [
    { name: 'nginx: user', url: 'https://nginx.org/en/docs/ngx_core_module.html#user' },
    { name: 'CIS NGINX Benchmark 2.2', url: 'https://www.cisecurity.org/benchmark/nginx' },
  ],
  fix: 'needs-input',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        user root;
        events {}
      `,
    ],
    good: [
      nginx`
        user nginx;
        events {}
      `,
      nginx`
        user www-data root;
        events {}
      `,
    ],
  },
  check(directive, report) {
    if (directive.name !== 'user' || directive.arg(0) !== 'root' || directive.scope.kind === 'entries') return;
    report({
      at: directive.argAt(0),
      message: 'nginx workers run as root, so a hole in them is the whole machine; use a user of their own',
      fixes: fixIf(
        'Run workers as another user',
        'needs-input',
        replaceBySnippet(directive, 0, placeholder(1, 'nginx')),
      ),
    });
  },
});
