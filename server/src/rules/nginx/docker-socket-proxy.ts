import { accessTo } from '../../subjects/nginx/access.ts';
import { upstreamTarget } from '../../subjects/nginx/upstream-target.ts';
import { defineRule } from '../contract.ts';

const SOCKET = /\b(docker|podman|containerd)\.sock\b/;

export default defineRule({
  id: 'nginx/docker-socket-proxy',
  subject: 'nginxDirective',
  directives: ['proxy_pass'],
  severity: 'critical',
  category: 'isolation',
  profile: 'essential',
  stages: 'any',
  summary: 'The container engine’s socket is proxied to clients',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    const target = upstreamTarget(directive);
    const servers = target?.upstream?.own('server').map((server) => server.arg(0) ?? '') ?? [];
    if (![directive.arg(0) ?? '', ...servers].some((text) => SOCKET.test(text))) return;
    const access = accessTo(directive.scope);
    if (access === 'closed' || access === 'restricted') return;
    report({
      at: directive.argAt(0),
      message: 'The container engine’s socket is proxied without a login: whoever reaches it is root; remove it',
    });
  },
});
