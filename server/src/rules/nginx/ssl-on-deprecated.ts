import { fixIf } from '../../finding/fix.ts';
import type { NginxDirective } from '../../formats/nginx/model/model.ts';
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
  fix: 'safe',
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
        isNeutral(directive, isOn) ? 'safe' : 'behavior-changing',
        scope.kind === 'server' && !isImplicit ? [...marks, ...edit.remove(directive)] : undefined,
      ),
    });
  },
});

/** Whether no socket speaks otherwise: none of another server gets the parameter, and no `ssl on` from outside takes over. */
function isNeutral({ scope }: NginxDirective, isOn: boolean): boolean {
  if (isOn) {
    const listens = scope.server?.listens ?? [];
    return listens.every(
      ({ socket }) => socket.complete && socket.listens.every(({ server }) => server === scope.server),
    );
  }
  const outer = scope.parent?.scalar('ssl');
  return outer?.known === true && (outer.directive === undefined || outer.directive.arg(0)?.toLowerCase() === 'off');
}
