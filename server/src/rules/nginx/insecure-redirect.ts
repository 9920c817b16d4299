import type { NginxServer } from '../../formats/nginx/model/model.ts';
import { answerOf, isForDevelopment } from '../../subjects/nginx/answers.ts';
import { plainListens, redirectsToHttps, serversOfSite } from '../../subjects/nginx/topology.ts';
import { defineRule } from '../contract.ts';

const OWN: readonly string[] = ['host', 'http_host', 'server_name'];

export default defineRule({
  id: 'nginx/insecure-redirect',
  subject: 'nginxDirective',
  severity: 'medium',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'A TLS server sends visitors to plain HTTP',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    const { server } = directive.scope;
    if (server?.protocol !== 'http' || server.tls === 'none' || isForDevelopment(server)) return;
    const { isRedirect, text } = answerOf(directive) ?? {};
    const name = isRedirect === true ? plainHost(text ?? '') : undefined;
    if (name === undefined || !isOwnName(server, name)) return;
    const circle = circleOf(
      directive.scope === server.scope || isForEverything(directive.scope.location),
      server,
      name,
    );
    // Of a server with both kinds of sockets only what can never be right: a circle.
    if (circle === undefined && server.tls !== 'all') return;
    report({
      at: directive.argAt(directive.values.indexOf(text ?? '')),
      ...(circle === undefined
        ? {
            severity: 'low' as const,
            message: 'Visitors who came over TLS are sent to plain HTTP, readable on the way; redirect to https://',
          }
        : { message: 'This redirect goes in a circle: http:// of this name leads back here; serve the site over TLS' }),
      related:
        circle === undefined || circle === server
          ? []
          : [{ at: circle.scope.at, message: 'Its plain server redirects to HTTPS' }],
    });
  },
});

/** The host of an `http://` target, lower case: a name, or a variable without its `$`, each in front of where the path begins. */
function plainHost(text: string): string | undefined {
  const host = /^http:\/\/([^/:?#]+)(?=[/?#]|$)/i.exec(text)?.[1]?.toLowerCase();
  if (host === undefined) return undefined;
  // `$host$request_uri`, `example.com$request_uri`: where the name ends and the path begins.
  return host.startsWith('$')
    ? /^\$\{?(\w+)/.exec(host)?.[1]
    : /^([^$]+)(?:\$\{?(?:request_uri|uri)\b.*)?$/.exec(host)?.[1];
}

function isOwnName(server: NginxServer, name: string): boolean {
  return OWN.includes(name) || server.names.some(({ text }) => text === name);
}

function isForEverything(location: { readonly path: string; readonly modifier: string } | undefined): boolean {
  return location?.path === '/' && (location.modifier === '' || location.modifier === '^~');
}

/** The server on port 80 that leads straight back; `undefined`: none that we see. */
function circleOf(isWhole: boolean, server: NginxServer, name: string): NginxServer | undefined {
  if (!isWhole) return undefined;
  const isItself = plainListens(server).length > 0;
  if (isItself) return server;
  return serversOfSite(server).find(
    (other) =>
      other !== server &&
      plainListens(other).length > 0 &&
      (OWN.includes(name) || isOwnName(other, name)) &&
      redirectsToHttps(other) &&
      other.match('/') !== 'unknown',
  );
}
