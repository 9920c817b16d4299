import { defineRule } from '../contract.ts';

const PASSES: readonly string[] = ['proxy_pass', 'grpc_pass'];

export default defineRule({
  id: 'nginx/try-files-with-proxy',
  subject: 'nginxDirective',
  directives: ['try_files'],
  severity: 'low',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'try_files keeps requests from the application behind it',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    const { scope } = directive;
    if (scope.kind !== 'location') return;
    const last = directive.values.at(-1) ?? '';
    const pass = scope.directives.find(({ name }) => PASSES.includes(name));
    if (pass === undefined || !(/^=\d{3}$/.test(last) || last.startsWith('/'))) return;
    report({
      at: directive.at,
      message: `Paths that are no file here go to ${last.slice(0, 24)}, never to ${pass.name}; put ${pass.name} into a named location`,
      related: [{ at: pass.at, message: 'Only paths of existing files get here' }],
    });
  },
});
