import { fixIf } from '../../finding/fix.ts';
import type { NginxServer } from '../../formats/nginx/model/model.ts';
import { isNamed } from '../../subjects/nginx/topology.ts';
import { defineRule } from '../contract.ts';

const SPOOFABLE =
  /(?:^\$\{?(http_host)\b|\$\{?(?:http_x_forwarded_host|http_x_forwarded_server|http_x_host|arg_\w+|cookie_\w+))/i;

export default defineRule({
  id: 'nginx/host-header-spoofing',
  subject: 'nginxDirective',
  severity: 'medium',
  category: 'access',
  profile: 'recommended',
  stages: 'any',
  summary: 'The application gets a host name the client made up',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(directive, report) {
    const [name, value] = directive.values;
    if (directive.name !== 'proxy_set_header' && directive.name !== 'grpc_set_header') return;
    if (name?.toLowerCase() !== 'host' || value === undefined) return;
    const match = SPOOFABLE.exec(value);
    if (match === null) return;
    const { edit } = directive.scope.model;
    const isRaw = match[1]?.toLowerCase() === 'http_host';
    // For the default server $host is the client's text as well.
    if (isRaw && !isChosenByName(directive.scope.server)) return;
    report({
      at: directive.argAt(1),
      message: `Host ${value.slice(0, 30)} is what the client wrote, so links and caches can be poisoned; use $host`,
      ...(isRaw ? { severity: 'low' as const } : {}),
      fixes: [
        ...fixIf(
          'Use $host:$server_port (the name nginx chose this server by, with the port it listens on)',
          'behavior-changing',
          listensElsewhere(directive.scope.server) ? edit.replaceArg(directive, 1, '$host:$server_port') : undefined,
        ),
        ...fixIf(
          'Use $host (a port in the Host header is no longer passed on)',
          'behavior-changing',
          edit.replaceArg(directive, 1, '$host'),
        ),
      ],
    });
  },
});

/** Whether nginx came to this server by its name alone: others are on its sockets, and another one takes unknown names. */
function isChosenByName(server: NginxServer | undefined): boolean {
  if (server === undefined || !isNamed(server) || server.isDefault) return false;
  return server.listens.every(({ socket }) => socket.complete || socket.explicitDefaults.length > 0);
}

/** A port that browsers write into the Host header. */
function listensElsewhere(server: NginxServer | undefined): boolean {
  return server?.listens.some(({ port }) => port !== undefined && port !== 80 && port !== 443) === true;
}
