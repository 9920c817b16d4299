import type { NginxModel, NginxScope, NginxServer } from '../../formats/nginx/model/model.ts';
import { isForDevelopment, isLocal, servesContent } from '../../subjects/nginx/answers.ts';
import { textOfFile } from '../../subjects/nginx/comments.ts';
import { isBehindTlsProxy, plainListens, redirectsToHttps } from '../../subjects/nginx/topology.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/tls-commented-out',
  subject: 'nginxScope',
  severity: 'low',
  category: 'transport',
  profile: 'strict',
  stages: 'production',
  summary: 'A site is served over plain HTTP, its TLS lines are commented out',
  fix: 'none',
  formats: ['nginx'],
  check(scope, report) {
    const { server, opener, model } = scope;
    if (scope.kind !== 'server' || server === undefined || opener === undefined) return;
    // Said once a file, at the first site.
    if (firstPlain(model, scope.uri) !== server) return;
    const rest = textAround(scope, textOfFile(opener));
    if (!TLS_LINE.test(rest)) return;
    report({
      at: scope.at,
      message: OUTDATED.test(rest)
        ? 'This site is served over plain HTTP, its TLS lines are commented out and outdated; renew them or end TLS before it'
        : 'This site is served over plain HTTP, its TLS lines are commented out; put them in force or end TLS before it',
    });
  },
});

function isPlain(server: NginxServer): boolean {
  if (server.protocol !== 'http' || server.tls !== 'none' || isLocal(server) || isForDevelopment(server)) return false;
  if (server.names.length > 0 && server.names.every(({ text }) => NEVER_PUBLIC.test(text))) return false;
  return plainListens(server).length > 0 && servesContent(server) && !redirectsToHttps(server);
}

// Bounded, so that a long line of comments costs no more than its length.
const TLS_LINE =
  /^[ \t]*#[# \t]*(?:listen[ \t]{1,40}(?:\S{0,60}:)?443\b[^;\n]{0,99};|listen[ \t][^;#\n]{1,60}\bssl\b[^;\n]{0,99};|ssl_certificate[ \t][^;\n]{1,300};)/m;

/** What current nginx refuses or nobody should speak: `ssl on` is gone since 1.25.1 (https://nginx.org/en/CHANGES), SSLv3 is broken. */
const OUTDATED = /^[ \t]*#[# \t]*(?:ssl[ \t]{1,40}on[ \t]*;|ssl_protocols[ \t][^;\n]{0,99}\bSSLv[23]\b)/m;
/** No authority signs these (RFC 6761), in a sample as little as elsewhere. */
const NEVER_PUBLIC = /\.(?:test|localhost)$/i;

/** By file: its first site in clear. A cache only. */
const found = new WeakMap<NginxModel, ReadonlyMap<string, NginxServer>>();

function firstPlain(model: NginxModel, uri: string): NginxServer | undefined {
  let known = found.get(model);
  if (known === undefined) {
    const first = new Map<string, NginxServer>();
    for (const server of model.servers)
      if (!first.has(server.scope.uri) && isPlain(server)) first.set(server.scope.uri, server);
    known = model.servers.some(({ tls }) => tls !== 'none') || isBehindTlsProxy(model) ? new Map() : first;
    found.set(model, known);
  }
  return known.get(uri);
}

/** The text inside the server and outside all of them, with its comments. */
function textAround({ model, uri, opener }: NginxScope, text: string): string {
  const others = model.servers.flatMap(({ scope }) =>
    scope.uri === uri && scope.opener !== undefined && scope.opener !== opener ? [scope.opener.span] : [],
  );
  let from = 0;
  let rest = '';
  for (const { start, end } of others) {
    rest += text.slice(from, start);
    from = Math.max(from, end);
  }
  return rest + text.slice(from);
}
