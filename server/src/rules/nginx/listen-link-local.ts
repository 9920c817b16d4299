import type { NginxListen, NginxModel } from '../../formats/nginx/model/model.ts';
import { defineRule } from '../contract.ts';

const LINK_LOCAL = /^\[fe[89ab][0-9a-f]:[0-9a-f:]*\]/i;

export default defineRule({
  id: 'nginx/listen-link-local',
  subject: 'nginxDirective',
  directives: ['listen'],
  severity: 'medium',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'nginx cannot listen on a link-local IPv6 address',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    if (!LINK_LOCAL.test(directive.arg(0) ?? '')) return;
    const listen = directive.scope.server?.listens.find((it) => it.directive === directive);
    const port = listen?.port;
    const isTwice = port !== undefined && (withOptions(directive.scope.model).get(port) ?? 0) > 1;
    report({
      at: directive.argAt(0),
      message: isTwice
        ? 'nginx cannot bind a link-local address, so it does not start; use [::], ipv6only and the like on one of them'
        : 'nginx cannot bind a link-local address (it names no interface), so it does not start; use [::]',
    });
  },
});

/**
 * Options of the socket itself: two lines for one address and port that both have one are "duplicate listen options"
 * (https://nginx.org/en/docs/http/ngx_http_core_module.html#listen).
 */
const OF_SOCKET =
  /^(?:setfib|fastopen|backlog|rcvbuf|sndbuf|accept_filter|ipv6only|so_keepalive)=|^(?:deferred|bind|reuseport|multipath)$/;

/** Asked for by every such line of a file. A cache only. */
const counted = new WeakMap<NginxModel, ReadonlyMap<number, number>>();

/** How many lines a port has with options of the socket, that all were one socket if the advice were taken. */
function withOptions(model: NginxModel): ReadonlyMap<number, number> {
  const known = counted.get(model);
  if (known !== undefined) return known;
  const counts = new Map<number, number>();
  for (const { port } of model.servers.flatMap(({ listens }) => listens.filter(becomesAny))) {
    if (port !== undefined) counts.set(port, (counts.get(port) ?? 0) + 1);
  }
  counted.set(model, counts);
  return counts;
}

function becomesAny({ address, parameters }: NginxListen): boolean {
  return (address === '[::]' || LINK_LOCAL.test(address)) && parameters.some((parameter) => OF_SOCKET.test(parameter));
}
