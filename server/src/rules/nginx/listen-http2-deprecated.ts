import { fixIf } from '../../finding/fix.ts';
import { isBefore } from '../../subjects/nginx/version.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/listen-http2-deprecated',
  subject: 'nginxDirective',
  directives: ['listen'],
  severity: 'low',
  category: 'correctness',
  profile: 'strict',
  stages: 'any',
  summary: 'The http2 parameter of listen is deprecated',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report, context) {
    const { scope } = directive;
    if (scope.protocol !== 'http' || !directive.has('http2')) return;
    const { version } = context.nginx;
    if (version !== undefined && isBefore(version, '1.25.1')) return;
    const { edit } = scope.model;
    const index = directive.values.indexOf('http2');
    const hasDirective = scope.effective('http2').directive !== undefined;
    // Every line of the server in one go: a second `http2 on;` would be a duplicate.
    const lines = scope.own('listen').filter((listen) => listen.has('http2') && listen.uri === directive.uri);
    const removals = lines.flatMap((listen) => edit.removeArg(listen, listen.values.indexOf('http2')));
    const [last] = lines.slice(-1);
    const added = hasDirective || last === undefined ? [] : edit.insert(scope, ['http2 on;'], { after: last });
    report({
      at: directive.argAt(index),
      message: 'listen … http2 is deprecated since nginx 1.25.1; write http2 on; in the server',
      fixes: fixIf(
        'Use http2 on; (needs nginx 1.25.1 or later)',
        'behavior-changing',
        added === undefined ? undefined : [...removals, ...added],
      ),
    });
  },
});
