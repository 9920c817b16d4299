import type { Location } from '../../formats/format.ts';
import type { NginxListen, NginxModel, NginxServer } from '../../formats/nginx/model/model.ts';
import { defineRule } from '../contract.ts';

/** A server that must show a certificate, and the word that says so. */
interface Need {
  readonly server: NginxServer;
  readonly at: Location;
}

/** nginx asks the default server of each TLS socket for one (the others too when that one rejects handshakes), and every `ssl on`. */
function needsOf(model: NginxModel): readonly Need[] {
  const bySocket = model.sockets.flatMap((socket) => {
    if (!(socket.ssl || socket.quic)) return [];
    // Stream and mail ask every server that says ssl.
    if (socket.protocol !== 'http') return socket.listens.flatMap((listen) => needOf(listen, []));
    const rejects = rejectsHandshake(socket.defaultServer);
    const asked =
      rejects === true ? socket.listens : socket.listens.filter((one) => one.server === socket.defaultServer);
    return asked.flatMap((listen) => needOf(listen, socket.listens));
  });
  const byDirective = model.servers.flatMap((server) => {
    const on = server.protocol === 'http' ? server.scope.first('ssl') : undefined;
    return on?.arg(0)?.toLowerCase() === 'on' ? [{ server, at: on.at }] : [];
  });
  return [...bySocket, ...byDirective];
}

function needOf(listen: NginxListen, all: readonly NginxListen[]): readonly Need[] {
  const own = listen.directive;
  const written = own?.has('ssl') === true || own?.has('quic') === true ? own : undefined;
  if (written !== undefined) {
    const index = written.values.findIndex((value) => value === 'ssl' || value === 'quic');
    return [{ server: listen.server, at: written.argAt(index) }];
  }
  // The flag came from another server's line (or from `ssl on`, reported there).
  const isShared = all.some((one) => one.directive?.has('ssl') === true || one.directive?.has('quic') === true);
  return isShared && own !== undefined ? [{ server: listen.server, at: own.at }] : [];
}

function rejectsHandshake(server: NginxServer): boolean | undefined {
  return server.scope.isOn('ssl_reject_handshake', false);
}

export default defineRule({
  id: 'nginx/ssl-listen-no-cert',
  subject: 'document',
  severity: 'high',
  category: 'correctness',
  profile: 'essential',
  stages: 'any',
  summary: 'A TLS socket whose server has no certificate',
  fix: 'none',
  formats: ['nginx'],
  check(model, report) {
    if (model.format !== 'nginx' || model.file.template !== undefined) return;
    const reported = new Set<NginxServer>();
    for (const { server, at } of needsOf(model)) {
      const { known, directive } = server.scope.array('ssl_certificate');
      if (!known || directive !== undefined || rejectsHandshake(server) !== false || reported.has(server)) continue;
      reported.add(server);
      report({ at, message: 'no ssl_certificate for this TLS socket, nginx will not start: name one or drop ssl' });
    }
  },
});
