import { fixIf } from '../../finding/fix.ts';
import { headerOf } from '../../subjects/nginx/response-headers.ts';
import { defineRule, nginx } from '../contract.ts';

const PASSES = /^(proxy|fastcgi|uwsgi|scgi|grpc)_pass_header$/;
const LEAKY = /^(server|x-powered-by|x-aspnet-version|x-aspnetmvc-version|x-runtime|x-version)$/;
const INTERNAL = /^\$(upstream_addr|server_addr|hostname|nginx_version)$/;

export default defineRule({
  id: 'nginx/server-header-leak',
  subject: 'nginxDirective',
  severity: 'low',
  severityBecause: 'anyone on the network × an easier next step: what runs behind, and where',
  category: 'exposure',
  profile: 'recommended',
  stages: 'production',
  summary: 'Answers name the software or addresses behind nginx',
  why:
    'nginx hides the application’s `Server` header by itself; passing it on, adding `X-Powered-By` or sending `$upstream_addr` ' +
    'tells strangers which software and which internal addresses to try.',
  references: [
    {
      name: 'OWASP: fingerprint web server',
      url: 'https://owasp.org/www-project-web-security-testing-guide/stable/4-Web_Application_Security_Testing/01-Information_Gathering/02-Fingerprint_Web_Server',
    },
    {
      name: 'nginx: proxy_pass_header',
      url: 'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_pass_header',
    },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  examples: {
    bad: [
      nginx`
        location / {
            proxy_pass http://app:8080;
            proxy_pass_header Server;
        }
      `,
      nginx`
        add_header X-Upstream $upstream_addr;
      `,
    ],
    good: [
      nginx`
        location / {
            proxy_pass http://app:8080;
            proxy_hide_header X-Powered-By;
        }
      `,
      nginx`
        add_header X-Cache-Status $upstream_cache_status;
      `,
    ],
  },
  check(directive, report) {
    const what = leakOf(directive.name, directive.values);
    if (what === undefined) return;
    const header = headerOf(directive);
    if (header === undefined && directive.name === 'add_header') return;
    report({
      at: directive.at,
      message: `${directive.name} ${directive.arg(0)} tells every client ${what}; remove it`,
      fixes: fixIf(
        'Remove this line (clients no longer see the header)',
        'behavior-changing',
        // Removing the only add_header of a block would bring the level above back in force.
        directive.scope.own(directive.name).length === 1 &&
          directive.scope.parent?.array(directive.name).directives.length !== 0
          ? undefined
          : directive.scope.model.edit.remove(directive),
      ),
    });
  },
});

function leakOf(name: string, [first = '', second = '']: readonly string[]): string | undefined {
  if (PASSES.test(name) && LEAKY.test(first.toLowerCase())) return 'what software runs behind nginx';
  if (name === 'passenger_show_version_in_header' && first.toLowerCase() === 'on') return 'the Passenger version';
  if (name !== 'add_header') return undefined;
  if (/^x-(powered-by|aspnet)/i.test(first) && /\d|php|express|asp|java|python|node/i.test(second))
    return 'what software runs behind nginx';
  return INTERNAL.test(second.trim()) ? 'internal addresses' : undefined;
}
