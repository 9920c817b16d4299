import type { NginxServer } from '../../formats/nginx/model/model.ts';
import { accessTo } from '../../subjects/nginx/access.ts';
import { isLocal } from '../../subjects/nginx/answers.ts';
import { taintIn } from '../../subjects/nginx/tainted-argument.ts';
import { targetAuthority } from '../../subjects/nginx/upstream-target.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/open-proxy',
  subject: 'nginxDirective',
  directives: ['proxy_pass'],
  severity: 'high',
  category: 'exposure',
  profile: 'essential',
  stages: 'any',
  summary: 'The server forwards requests to whatever host they name',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    const { scope } = directive;
    if (scope.protocol !== 'http' || scope.server === undefined) return;
    const authority = targetAuthority(directive.arg(0) ?? '');
    const source = taintIn(directive, authority).find(
      ({ control, source: name }) => control === 'host' || name === 'http_host',
    );
    if (source === undefined || isNamed(scope.server) || isLocal(scope.server)) return;
    if (scope.scalar('internal').directive !== undefined || accessTo(scope) === 'restricted') return;
    // `$1.internal`, `$host.backend.svc`: the rest of the name keeps clients inside a zone.
    if (/\.[a-z0-9-]+(:\d+)?$/i.test(authority)) return;
    report({
      at: directive.argAt(0),
      message: `Every client chooses the host of proxy_pass by $${source.source.slice(0, 20)}; map the names you serve to backends`,
    });
  },
});

/** Whether the server answers for listed names only. */
function isNamed(server: NginxServer): boolean {
  const isListed = server.names.length > 0 && server.names.every(({ kind }) => kind === 'exact');
  return isListed && !server.isDefault;
}
