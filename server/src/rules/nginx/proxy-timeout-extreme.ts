import { fixIf } from '../../finding/fix.ts';
import type { NginxScope } from '../../formats/nginx/model/model.ts';
import { secondsOf } from '../../subjects/nginx/measures.ts';
import { placeWords } from '../../subjects/nginx/place-words.ts';
import { defineRule, nginx } from '../contract.ts';

const TIMEOUT =
  /^(client_(body|header)_timeout|send_timeout|keepalive_timeout|(proxy|fastcgi|uwsgi|scgi|grpc)_(connect|read|send)_timeout)$/;
const STREAMS =
  /socket|\bws\b|wss|stream|\bsse\b|events?|signalr|hub|notif|long.?poll|live|terminal|console|vnc|chat|mqtt|realtime|watch|jupyter|kernel|lsp|grpc|ollama|llm|completions|mercure|centrifug|pusher|echo/i;

export default defineRule({
  id: 'nginx/proxy-timeout-extreme',
  subject: 'nginxDirective',
  severity: 'low',
  severityBecause: 'anyone on the network × ties up connections of one service',
  category: 'limits',
  profile: 'recommended',
  stages: 'production',
  summary: 'A timeout of more than an hour keeps dead connections open',
  why:
    'nginx holds a connection and its buffers until the timeout. With hours instead of seconds a hung application or a handful ' +
    'of slow clients use up all connections. WebSockets and event streams are the exception; give them a location of their own.',
  references: [
    {
      name: 'nginx: proxy_read_timeout',
      url: 'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_read_timeout',
    },
    {
      name: 'OWASP: Denial of Service',
      url: 'https://cheatsheetseries.owasp.org/cheatsheets/Denial_of_Service_Cheat_Sheet.html',
    },
  ],
  fix: 'behavior-changing',
  formats: ['nginx'],
  thresholds: { seconds: { default: 3600, description: 'Longest timeout, in seconds, that is accepted' } },
  examples: {
    bad: [
      nginx`
        location / {
            proxy_pass http://app:8080;
            proxy_read_timeout 24h;
        }
      `,
      nginx`
        http {
            send_timeout 86400;
        }
      `,
    ],
    good: [
      nginx`
        location / {
            proxy_pass http://app:8080;
            proxy_read_timeout 300s;
        }
      `,
      nginx`
        location /live/ {
            proxy_pass http://app:8080;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection upgrade;
            proxy_read_timeout 1d;
        }
      `,
    ],
  },
  check(directive, report, context) {
    if (!TIMEOUT.test(directive.name)) return;
    const seconds = secondsOf(directive.arg(0));
    if (seconds === undefined || seconds <= context.threshold('seconds')) return;
    if (isForStreams(directive.scope)) return;
    report({
      at: directive.argAt(0),
      message: `${directive.name} ${directive.arg(0)} holds dead connections for hours; use seconds or a few minutes`,
      fixes: fixIf(
        `Set ${directive.name} to 60s (answers that pause for longer are cut off)`,
        'behavior-changing',
        directive.scope.model.edit.replaceArg(directive, 0, '60s'),
      ),
    });
  },
});

/** Whether connections through a scope are meant to stay open: an upgrade, unbuffered answers, a path that says so. */
function isForStreams(scope: NginxScope): boolean {
  const scopes = [scope, ...scope.descendants()];
  const upgrades = scopes.some((inner) =>
    inner.array('proxy_set_header').directives.some(({ values }) => values[0]?.toLowerCase() === 'upgrade'),
  );
  const unbuffered = scopes.some((inner) => inner.scalar('proxy_buffering').directive?.arg(0) === 'off');
  return (
    upgrades ||
    unbuffered ||
    scopes.some((inner) => inner.first('grpc_pass') !== undefined) ||
    STREAMS.test(placeWords(scope).join(' '))
  );
}
