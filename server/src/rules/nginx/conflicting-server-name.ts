import type { Location } from '../../formats/format.ts';
import type { NginxServer, NginxSocket } from '../../formats/nginx/model/model.ts';
import { defineRule } from '../contract.ts';

/** A name that a server answers to on a socket, and where it is written. */
interface Claim {
  readonly name: string;
  readonly at: Location;
  readonly server: NginxServer;
}

function claimsOf(server: NginxServer): readonly Claim[] {
  if (server.names.length === 0) {
    const isKnown = server.scope.complete;
    return isKnown ? [{ name: '', at: server.scope.at, server }] : [];
  }
  return server.names
    .filter((name) => name.kind !== 'regex' && name.kind !== 'unknown' && !name.text.includes('$'))
    .map((name) => ({ name: name.text, at: { uri: name.directive.uri, span: name.word.content }, server }));
}

function conflictsOn(socket: NginxSocket): readonly { readonly claim: Claim; readonly first: Claim }[] {
  const taken = new Map<string, Claim>();
  const servers = [...new Set(socket.listens.map((listen) => listen.server))];
  return servers.flatMap((server) =>
    claimsOf(server).flatMap((claim) => {
      const first = taken.get(claim.name);
      if (first === undefined) taken.set(claim.name, claim);
      return first === undefined || first.server === server ? [] : [{ claim, first }];
    }),
  );
}

export default defineRule({
  id: 'nginx/conflicting-server-name',
  subject: 'document',
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'Two servers claim the same name on the same address and port',
  fix: 'none',
  formats: ['nginx'],
  check(model, report) {
    if (model.format !== 'nginx' || model.file.template !== undefined) return;
    const reported = new Set<string>();
    for (const socket of model.sockets) {
      if (socket.protocol !== 'http' || socket.key.includes('$')) continue;
      for (const { claim, first } of conflictsOn(socket)) {
        const key = `${claim.at.uri} ${claim.at.span.start}`;
        if (reported.has(key)) continue;
        reported.add(key);
        report({
          at: claim.at,
          message:
            `conflicting server name "${claim.name}" on ${socket.key}: nginx ignores this one, rename or merge`.slice(
              0,
              120,
            ),
          related: [{ at: first.at, message: 'the server that answers' }],
        });
      }
    }
  },
});
