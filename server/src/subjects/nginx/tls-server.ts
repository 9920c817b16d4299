import type { NginxScope, NginxServer } from '../../formats/nginx/model/model.ts';

/** The one server that decides for every TLS socket of `server`; `undefined` when it is its own, or they cannot all be told. */
export function tlsDecider(server: NginxServer): NginxServer | undefined {
  const sockets = server.listens.map(({ socket }) => socket).filter((socket) => socket.ssl || socket.quic);
  const isKnown = sockets.every((socket) => socket.complete || socket.explicitDefaults.length > 0);
  const others = sockets.map((socket) => socket.defaultServer);
  return isKnown && others.length > 0 && !others.includes(server) ? others[0] : undefined;
}

/** Whether a server takes mail from other mail servers: refusing old TLS there makes them send in clear text instead (RFC 7435). */
export function isOpportunistic(scope: NginxScope): boolean {
  const server = scope.enclosing('server');
  const startTls = server?.scalar('starttls').directive?.arg(0)?.toLowerCase();
  return server?.protocol === 'mail' && server.first('protocol')?.arg(0) === 'smtp' && startTls === 'on';
}
