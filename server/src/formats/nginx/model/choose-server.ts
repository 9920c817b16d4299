import { parseRegex, regexMatches } from '../read/regex.ts';
import type { NginxServer, NginxServerName, NginxSocket } from './model.ts';

/** The server of a socket that answers a host name (https://nginx.org/en/docs/http/server_names.html). */
export function chooseServer(socket: NginxSocket, host: string): NginxServer | 'unknown' {
  const name = host.toLowerCase();
  const servers = [...new Set(socket.listens.map((listen) => listen.server))];
  const claims = servers.flatMap((server) => server.names.map((claim) => ({ server, claim })));
  const exact = claims.find(({ claim }) => isExact(claim, name));
  if (exact !== undefined) return exact.server;
  if (claims.some(({ claim }) => claim.kind === 'unknown')) return 'unknown';
  const wildcard = longest(claims, name, 'wildcard-start') ?? longest(claims, name, 'wildcard-end');
  if (wildcard !== undefined) return wildcard;
  for (const { server, claim } of claims) {
    if (claim.kind !== 'regex') continue;
    // nginx compiles the patterns of names without regard to case.
    const matches = regexMatches(parseRegex(claim.text.slice(1), true), name);
    if (matches === undefined) return 'unknown';
    if (matches) return server;
  }
  return socket.defaultServer;
}

/** `.example.org` stands for the name itself and everything below it. */
function isExact(claim: NginxServerName, name: string): boolean {
  return (
    (claim.kind === 'exact' && claim.text === name) || (claim.kind === 'wildcard-start' && claim.text === `.${name}`)
  );
}

function longest(
  claims: readonly { readonly server: NginxServer; readonly claim: NginxServerName }[],
  name: string,
  kind: 'wildcard-start' | 'wildcard-end',
): NginxServer | undefined {
  let best: { readonly server: NginxServer; readonly length: number } | undefined;
  for (const { server, claim } of claims) {
    if (claim.kind !== kind || !coversName(claim.text, name, kind)) continue;
    if (best === undefined || claim.text.length > best.length) best = { server, length: claim.text.length };
  }
  return best?.server;
}

function coversName(claim: string, name: string, kind: 'wildcard-start' | 'wildcard-end'): boolean {
  if (kind === 'wildcard-end') return name.startsWith(claim.slice(0, -1));
  return name.endsWith(claim.startsWith('*') ? claim.slice(1) : claim);
}
