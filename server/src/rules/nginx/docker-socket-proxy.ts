import { accessTo } from '../../subjects/nginx/access.ts';
import { upstreamTarget } from '../../subjects/nginx/upstream-target.ts';
import { defineRule, nginx } from '../contract.ts';

const SOCKET = /\b(docker|podman|containerd)\.sock\b/;

export default defineRule({
  id: 'nginx/docker-socket-proxy',
  subject: 'nginxDirective',
  severity: 'critical',
  severityBecause: 'anyone on the network × starts a privileged container, which is root on the host',
  category: 'isolation',
  profile: 'essential',
  stages: 'any',
  summary: 'The container engine’s socket is proxied to clients',
  why:
    'Whoever can talk to the Docker socket can start a container with the host’s disk mounted and is root there. Behind nginx ' +
    'without a login that is everybody who reaches the port.',
  references: [
    { name: 'Docker: protect the daemon socket', url: 'https://docs.docker.com/engine/security/protect-access/' },
    {
      name: 'OWASP Docker #1: do not expose the daemon socket',
      url: 'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
    },
  ],
  fix: 'none',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        server {
            listen 2375;
            location / {
                proxy_pass http://unix:/var/run/docker.sock:/;
            }
        }
      `,
      nginx`
        upstream engine {
            server unix:/run/docker.sock;
        }
        server {
            listen 80;
            location /docker/ {
                proxy_pass http://engine/;
            }
        }
      `,
    ],
    good: [
      nginx`
        location / {
            proxy_pass http://unix:/run/app.sock;
        }
      `,
      nginx`
        server {
            listen 127.0.0.1:2375;
            location / {
                proxy_pass http://unix:/var/run/docker.sock:/;
            }
        }
      `,
    ],
  },
  check(directive, report) {
    if (directive.name !== 'proxy_pass') return;
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
