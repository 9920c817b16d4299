import { fixIf } from '../../finding/fix.ts';
import type { NginxModel } from '../../formats/nginx/model/model.ts';
import { isReservedHost } from '../../knowledge/env/hosts.ts';
import { hostKind, upstreamTarget } from '../../subjects/nginx/upstream-target.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/cleartext-upstream',
  subject: 'nginxDirective',
  directives: ['proxy_pass', 'grpc_pass'],
  severity: 'medium',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'Requests travel to a public host in clear',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    const target = upstreamTarget(directive);
    if (target === undefined || (target.scheme !== 'http' && target.scheme !== 'grpc') || target.upstream !== undefined)
      return;
    const kind = hostKind(target.host);
    if (isReservedHost(target.host) || isOwnName(target.host, directive.scope.model)) return;
    if (kind !== 'public-name' && kind !== 'public-address') return;
    const secure = `${target.scheme}s${target.text.slice(target.scheme.length)}`;
    report({
      at: directive.argAt(0),
      message: `Requests go to ${target.host.slice(0, 40)} in clear, readable on the way; use ${target.scheme}s://`,
      fixes:
        target.port === undefined || target.port === '80'
          ? fixIf(
              `Use ${target.scheme}s:// (the other side must speak TLS on port 443)`,
              'behavior-changing',
              directive.scope.model.edit.replaceArg(directive, 0, secure.replace(/^(\w+:\/\/[^/]*):80(?=\/|$)/, '$1')),
            )
          : [],
    });
  },
});

/** Whether a server of the files answers to that name: then it is this machine. */
function isOwnName(host: string, { servers }: NginxModel): boolean {
  return servers.some(({ names }) => names.some(({ kind, text }) => kind === 'exact' && text === host));
}
