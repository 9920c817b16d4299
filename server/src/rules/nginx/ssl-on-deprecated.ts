import { fixIf } from '../../finding/fix.ts';
import { isBefore } from '../../subjects/nginx/version.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/ssl-on-deprecated',
  subject: 'nginxDirective',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'The ssl directive no longer exists',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report, context) {
    const { scope } = directive;
    const isPlace = scope.protocol === 'http' && (scope.kind === 'server' || scope.kind === 'http');
    // Lines of a fragment: mail has an `ssl` of its own, so the word itself must tell.
    const isFragment = scope.kind === 'unknown' && /^(?:on|off)$/i.test(directive.arg(0) ?? '');
    if (directive.name !== 'ssl' || (!isPlace && !isFragment)) return;
    const { version } = context.nginx;
    const isOn = directive.arg(0)?.toLowerCase() === 'on';
    const listens = (scope.server?.listens ?? []).filter(({ parameters }) => !parameters.includes('ssl'));
    const isImplicit = scope.server?.listens.some((listen) => listen.directive === undefined) === true;
    const { edit } = scope.model;
    const marks = isOn
      ? listens.flatMap((listen) => (listen.directive === undefined ? [] : edit.appendArg(listen.directive, 'ssl')))
      : [];
    report({
      at: directive.at,
      message: 'nginx 1.25.1 removed the ssl directive and will not start with it; use listen … ssl',
      ...(version !== undefined && isBefore(version, '1.15.0') ? { severity: 'low' as const } : {}),
      fixes: fixIf(
        isOn
          ? 'Move ssl to the listen lines of this server (the same sockets, in today’s spelling)'
          : 'Remove ssl off (it is the default)',
        'behavior-changing',
        scope.kind === 'server' && !isImplicit ? [...marks, ...edit.remove(directive)] : undefined,
      ),
    });
  },
});
