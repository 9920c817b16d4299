import type { Reach } from '../../finding/reach.ts';
import type { Category } from '../../finding/severity.ts';
import type {
  NginxDirective,
  NginxListen,
  NginxModel,
  NginxScope,
  NginxServer,
} from '../../formats/nginx/model/model.ts';
import type { NginxContainer } from '../../formats/nginx/model/options.ts';

/** Findings of these categories need an attacker who sends requests, or who is on the line to nginx. */
const FROM_OUTSIDE: ReadonlySet<Category> = new Set(['access', 'exposure', 'transport', 'supply-chain']);
/** Of other categories: what they hand out or use up is asked for over the network. */
const ALSO: ReadonlySet<string> = new Set([
  'nginx/auth-file-in-root',
  'nginx/client-body-unlimited',
  'nginx/docker-socket-proxy',
  'nginx/large-buffers-dos',
  'nginx/limit-req-key',
  'nginx/limit-req-log-only',
  'nginx/limit-req-rate-huge',
  'nginx/login-no-limit',
  'nginx/rate-limit-missing',
  'nginx/regex-redos',
  'nginx/ssl-private-key-exposed',
]);
/** The attacker is between nginx and what it talks to: who reaches nginx does not matter. */
const BEHIND: ReadonlySet<string> = new Set([
  'nginx/cleartext-upstream',
  'nginx/mail-auth-http-cleartext',
  'nginx/proxy-ssl-sni-off',
  'nginx/proxy-ssl-verify-off',
  'nginx/proxy-ssl-verify-unset',
  'nginx/proxy-ssl-weak',
  'nginx/resolver-external',
]);

/**
 * About headers that a server sends by itself: it has browsers, through whatever passes its answers on, and a server on loopback has such a
 * one in front (Tor, a tunnel, another nginx).
 */
const TO_BROWSERS: ReadonlySet<string> = new Set([
  'nginx/add-header-inheritance',
  'nginx/hsts-not-always',
  'nginx/security-header-not-always',
]);

/** Whether the attacker of a rule's finding comes over the network that nginx listens on: then reach decides its severity. */
export function dependsOnReach(rule: { readonly id: string; readonly category: Category }): boolean {
  if (!rule.id.startsWith('nginx/') || BEHIND.has(rule.id) || TO_BROWSERS.has(rule.id)) return false;
  return FROM_OUTSIDE.has(rule.category) || ALSO.has(rule.id);
}

/**
 * Who reaches what an nginx finding is about. A server listens for everyone unless its sockets are local. Where a compose file mounts the
 * configuration, the ports that service publishes decide. A fragment whose server is not seen counts as listening for everyone: that is
 * what nginx is put on a host for.
 */
export function nginxReach(subject: NginxDirective | NginxScope | NginxModel): Reach {
  if ('root' in subject) return reachOfModel(subject);
  const scope = 'scope' in subject ? (subject.block ?? subject.scope) : subject;
  if (scope.server !== undefined) return reachOfServer(scope.server);
  if (scope.kind === 'http' || scope.kind === 'main' || scope.kind === 'stream') return reachOfModel(scope.model);
  return reachInside(scope.model.containersOf(scope.uri), undefined);
}

function reachOfModel(model: NginxModel): Reach {
  const [first, ...others] = model.servers.map(reachOfServer);
  return first === undefined ? reachInside(model.containersOf(model.uri), undefined) : others.reduce(wider, first);
}

/** The widest reach of a server's sockets. */
export function reachOfServer(server: NginxServer): Reach {
  const containers = server.scope.model.containersOf(server.scope.uri);
  const [first, ...others] = server.listens.map((listen) => reachOfListen(listen, containers));
  return first === undefined ? reachInside(containers, undefined) : others.reduce(wider, first);
}

/** Who reaches one `listen`. */
export function reachOfListen(listen: NginxListen, containers: readonly NginxContainer[]): Reach {
  return listen.socket.isLocal ? 'loopback' : reachInside(containers, listen.port);
}

/** Who reaches a port of the containers; any port where none is given. */
function reachInside(containers: readonly NginxContainer[], port: number | undefined): Reach {
  const [first, ...others] = containers.map((container) => reachOfPort(container, port));
  return first === undefined ? 'everyone' : others.reduce(wider, first);
}

function reachOfPort({ ports, isOnHost, isOpen }: NginxContainer, port: number | undefined): Reach {
  if (isOnHost) return 'everyone';
  const reaches = ports
    .filter(({ target }) => port === undefined || target === undefined || target === port)
    .map(({ target, on }): Reach => (target === undefined && port !== undefined ? 'unknown' : on));
  const [first, ...others] = isOpen ? [...reaches, 'unknown' as const] : reaches;
  return first === undefined ? 'network' : others.reduce(wider, first);
}

/** From the widest to the narrowest. */
const ORDER: readonly Reach[] = ['everyone', 'unknown', 'network', 'loopback', 'nowhere'];

function wider(a: Reach, b: Reach): Reach {
  return ORDER.indexOf(a) <= ORDER.indexOf(b) ? a : b;
}
