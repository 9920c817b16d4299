import type { NginxDirective, NginxScope, NginxServer } from '../../formats/nginx/model/model.ts';

/** The one server that decides for every TLS socket of `server`; `undefined` when it is its own, or they cannot all be told. */
export function tlsDecider(server: NginxServer): NginxServer | undefined {
  const sockets = server.listens.map(({ socket }) => socket).filter((socket) => socket.ssl || socket.quic);
  const isKnown = sockets.every((socket) => socket.complete || socket.explicitDefaults.length > 0);
  const others = sockets.map((socket) => socket.defaultServer);
  return isKnown && others.length > 0 && !others.includes(server) ? others[0] : undefined;
}

/**
 * The lines that decide in place of a server's own for some of its TLS sockets: those in force at the default servers of these sockets.
 * A directive that counts for the socket alone is changed there as well, or nothing changes for who comes by it.
 */
export function decidingElsewhere(server: NginxServer, name: string): readonly NginxDirective[] {
  const found = new Set<NginxDirective>();
  for (const { socket } of server.listens) {
    if (!(socket.ssl || socket.quic) || !(socket.complete || socket.explicitDefaults.length > 0)) continue;
    const { defaultServer } = socket;
    if (defaultServer === undefined || defaultServer === server) continue;
    const { directive } = defaultServer.scope.effective(name);
    if (directive !== undefined) found.add(directive);
  }
  return [...found];
}

/** Whether another server answers first on one of its TLS sockets, as far as files tell: that one decides which versions are spoken. */
export function hasAnotherDefault(server: NginxServer): boolean {
  return server.listens.some(
    ({ socket }) =>
      (socket.ssl || socket.quic) && socket.defaultServer !== undefined && socket.defaultServer !== server,
  );
}

/** Whether a server takes mail from other mail servers: refusing old TLS there makes them send in clear text instead (RFC 7435). */
export function isOpportunistic(scope: NginxScope): boolean {
  const server = scope.enclosing('server');
  const startTls = server?.scalar('starttls').directive?.arg(0)?.toLowerCase();
  return server?.protocol === 'mail' && server.first('protocol')?.arg(0) === 'smtp' && startTls === 'on';
}
