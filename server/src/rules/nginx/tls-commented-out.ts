import type { NginxScope, NginxServer } from '../../formats/nginx/model/model.ts';
import { isForDevelopment, isLocal, servesContent } from '../../subjects/nginx/answers.ts';
import { textOfFile } from '../../subjects/nginx/comments.ts';
import { isBehindTlsProxy, plainListens, redirectsToHttps } from '../../subjects/nginx/topology.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/tls-commented-out',
  subject: 'nginxScope',
  severity: 'low',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'A site is served over plain HTTP, its TLS lines are commented out',
  fix: 'none',
  formats: ['nginx'],
  check(scope, report) {
    const { server, opener, model } = scope;
    if (scope.kind !== 'server' || server === undefined || opener === undefined || !isPlain(server)) return;
    if (isBehindTlsProxy(model) || model.servers.some(({ tls }) => tls !== 'none')) return;
    // Said once a file, at the first site.
    if (model.servers.find((other) => other.scope.uri === scope.uri && isPlain(other)) !== server) return;
    if (!mentionsTls(scope, textOfFile(opener))) return;
    report({
      at: scope.at,
      message:
        'This site is served over plain HTTP, its TLS lines are commented out; put them in force or end TLS before it',
    });
  },
});

function isPlain(server: NginxServer): boolean {
  if (server.protocol !== 'http' || server.tls !== 'none' || isLocal(server) || isForDevelopment(server)) return false;
  return plainListens(server).length > 0 && servesContent(server) && !redirectsToHttps(server);
}

const TLS_LINE =
  /^[ \t]*#[# \t]*(?:listen[ \t]+(?:\S*[:])?443\b[^;\n]*|listen[ \t]+[^;#\n]*\bssl\b[^;\n]*|ssl_certificate[ \t]+[^;\n]+);/m;

/** Whether a commented line of the file, inside the server or outside all of them, would have it listen for TLS. */
function mentionsTls({ model, uri, opener }: NginxScope, text: string): boolean {
  const others = model.servers.flatMap(({ scope }) =>
    scope.uri === uri && scope.opener !== undefined && scope.opener !== opener ? [scope.opener.span] : [],
  );
  let from = 0;
  let rest = '';
  for (const { start, end } of others) {
    rest += text.slice(from, start);
    from = Math.max(from, end);
  }
  return TLS_LINE.test(rest + text.slice(from));
}
