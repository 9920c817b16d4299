import { fixIf } from '../../finding/fix.ts';
import type { NginxScope } from '../../formats/nginx/model/model.ts';
import { isExplained } from '../../subjects/nginx/comments.ts';
import { secondsOf } from '../../subjects/nginx/measures.ts';
import { placeWords } from '../../subjects/nginx/place-words.ts';
import { placeholder, replaceBySnippet } from '../../subjects/nginx/snippet.ts';
import { defineRule } from '../contract.ts';

const TIMEOUT =
  /^(client_(body|header)_timeout|send_timeout|keepalive_timeout|(proxy|fastcgi|uwsgi|scgi|grpc)_(connect|read|send)_timeout)$/;
const STREAMS =
  /socket|\bws\b|wss|stream|\bsse\b|events?|signalr|hub|notif|long.?poll|live|terminal|console|vnc|chat|mqtt|realtime|watch|jupyter|kernel|lsp|grpc|ollama|llm|completions|mercure|centrifug|pusher|echo/i;

export default defineRule({
  id: 'nginx/proxy-timeout-extreme',
  subject: 'nginxDirective',
  severity: 'low',
  category: 'limits',
  profile: 'recommended',
  stages: 'production',
  summary: 'A timeout of an hour or more keeps dead connections open',
  fix: 'needs-input',
  formats: ['nginx'],
  thresholds: { seconds: { default: 3600, description: 'Shortest timeout, in seconds, that is too long' } },
  check(directive, report, context) {
    if (!TIMEOUT.test(directive.name)) return;
    const seconds = secondsOf(directive.arg(0));
    if (seconds === undefined || seconds < context.threshold('seconds')) return;
    if (isForStreams(directive.scope) || isExplained(directive)) return;
    report({
      at: directive.argAt(0),
      message: `${directive.name} ${directive.arg(0)} holds dead connections for an hour or more; use seconds or a few minutes`,
      fixes: fixIf(
        `Set ${directive.name} to ${neededFor(directive.name)}`,
        'needs-input',
        replaceBySnippet(directive, 0, placeholder(1, PROPOSED)),
      ),
    });
  },
});

/** A guess that nginx takes as it stands, so the title says what becomes of whoever needs longer. */
const PROPOSED = '300s';

/**
 * What such a timeout waits for, the client between two packets or the answer of what is behind, and what happens after it
 * (https://nginx.org/en/docs/http/ngx_http_core_module.html, ngx_http_proxy_module.html).
 */
function neededFor(name: string): string {
  if (name === 'keepalive_timeout')
    return `how long idle clients are kept (${PROPOSED} is a guess: then they connect anew)`;
  if (name === 'send_timeout') return `the longest pause of a client (${PROPOSED} is a guess: then nginx hangs up)`;
  if (name.startsWith('client_')) return `the longest pause of a client (${PROPOSED} is a guess: longer ones get 408)`;
  return `what the slowest answer needs (${PROPOSED} is a guess: longer silence ends in 504)`;
}

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
