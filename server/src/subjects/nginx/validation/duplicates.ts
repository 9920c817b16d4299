import type { NginxDirective, NginxScope } from '../../../formats/nginx/model/model.ts';
import { parseListen } from '../../../formats/nginx/model/servers.ts';
import { directiveFacts } from '../../../knowledge/nginx/directives.ts';
import { checkListen } from './address-values.ts';

/** Two lines of one block that nginx does not take together. */
export interface Duplicate {
  readonly first: NginxDirective;
  readonly second: NginxDirective;
  /** In nginx's words. */
  readonly message: string;
}

/** Directives with code of their own that refuse a second one in the same block (confirmed on nginx 1.22, or read in the source). */
const REJECTING: ReadonlySet<string> = new Set(
  (
    'aio alias auth_basic auth_basic_user_file auth_http auth_request charset directio disable_symlinks events expires ' +
    'fastcgi_bind fastcgi_cache fastcgi_cache_key fastcgi_pass fastcgi_store grpc_bind grpc_pass http internal keepalive ' +
    'keepalive_timeout limit_except limit_rate limit_rate_after memcached_bind memcached_pass mail open_file_cache open_log_file_cache ' +
    'perl protocol proxy_bind proxy_cache proxy_cache_key proxy_pass proxy_store real_ip_header resolver root scgi_bind ' +
    'scgi_cache scgi_cache_key scgi_pass scgi_store source_charset ssl_password_file stream try_files user uwsgi_bind ' +
    'uwsgi_cache uwsgi_cache_key uwsgi_pass uwsgi_store worker_connections worker_cpu_affinity worker_priority worker_processes'
  ).split(' '),
);

/** Blocks and lines that nginx knows by a name: a second one of the same name is refused. */
const NAMED: Readonly<Record<string, (directive: NginxDirective) => string | undefined>> = {
  upstream: (directive) => directive.arg(0)?.toLowerCase(),
  log_format: (directive) => directive.arg(0),
  limit_req_zone: (directive) => directive.param('zone')?.split(':')[0],
  limit_conn_zone: (directive) => directive.param('zone')?.split(':')[0],
  proxy_cache_path: (directive) => directive.arg(0),
  fastcgi_cache_path: (directive) => directive.arg(0),
  uwsgi_cache_path: (directive) => directive.arg(0),
  scgi_cache_path: (directive) => directive.arg(0),
  limit_req: (directive) => directive.param('zone'),
  limit_conn: (directive) => directive.arg(0),
  listen: listenKey,
  location: locationKey,
};

function listenKey(directive: NginxDirective): string | undefined {
  const address = directive.arg(0);
  if (address === undefined || address.includes('$') || checkListen(directive, undefined).length > 0) return undefined;
  const isUdp = directive.has('udp') || directive.has('quic');
  return `${parseListen(address).key}${isUdp ? ' udp' : ''}`;
}

/** Exact locations are kept apart; a prefix and the same prefix with `^~` are one; regexes may repeat. */
function locationKey(directive: NginxDirective): string | undefined {
  const location = directive.block?.location;
  if (location === undefined || location.isRegex || location.path.includes('${')) return undefined;
  return location.modifier === '=' ? `= ${location.path}` : location.path;
}

/** What nginx refuses in one block, includes in place: the second of each pair that cannot stand together. */
export function duplicatesIn(scope: NginxScope): readonly Duplicate[] {
  if (scope.kind === 'entries' || scope.kind === 'lua' || scope.kind === 'other') return [];
  const seen = new Map<string, NginxDirective>();
  return scope.directives.flatMap((second) => {
    const key = slotKey(second, scope);
    if (key === undefined) return [];
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, second);
      return [];
    }
    return [{ first, second, message: messageFor(first, second) }];
  });
}

/** The same key means: not both. `undefined`: any number of them may stand here. */
function slotKey(directive: NginxDirective, scope: NginxScope): string | undefined {
  const { name } = directive;
  const named = Object.hasOwn(NAMED, name) ? NAMED[name]?.(directive) : undefined;
  if (named !== undefined) return `${name} ${named}`;
  if (name === 'root' || name === 'alias') return 'root';
  if (name === 'proxy_redirect') return directive.arg(0) === 'off' ? 'proxy_redirect off' : undefined;
  if (Object.hasOwn(NAMED, name)) return undefined;
  return isRejecting(name, scope) ? name : undefined;
}

function isRejecting(name: string, scope: NginxScope): boolean {
  if (REJECTING.has(name)) return true;
  const slots = directiveFacts(name)?.slots ?? [];
  const protocol = scope.protocol === 'unknown' ? 'http' : scope.protocol;
  const matching = slots.filter((slot) =>
    protocol === 'main' ? slot.protocol === 'core' || slot.protocol === 'event' : slot.protocol === protocol,
  );
  return matching.length > 0 && matching.every((slot) => slot.duplicate === 'reject');
}

function messageFor(first: NginxDirective, second: NginxDirective): string {
  const { name } = second;
  if (first.name !== name) return `"${name}" directive is duplicate, "${first.name}" was specified earlier`;
  switch (name) {
    case 'location':
      return 'duplicate location';
    case 'upstream':
      return 'duplicate upstream';
    case 'listen':
      return 'a duplicate listen';
    case 'log_format':
      return 'duplicate "log_format" name';
    case 'limit_req_zone':
    case 'limit_conn_zone':
      return `the zone of this "${name}" is already defined`;
    default:
      return `"${name}" directive is duplicate`;
  }
}
