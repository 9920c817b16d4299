import type { NginxNode } from '../read/tree.ts';
import type { NginxProtocol, NginxScopeKind } from './model.ts';

/** The scope that a file's top-level lines stand in. */
export interface InferredTop {
  readonly kind: NginxScopeKind;
  readonly protocol: NginxProtocol;
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const IN_MAIN = words(
  'http events stream mail user worker_processes pid daemon master_process load_module worker_rlimit_nofile worker_cpu_affinity ' +
    'worker_priority env pcre_jit timer_resolution thread_pool ssl_engine working_directory lock_file worker_shutdown_timeout',
);
const IN_HTTP = words(
  'map geo upstream split_clients log_format limit_req_zone limit_conn_zone proxy_cache_path fastcgi_cache_path uwsgi_cache_path ' +
    'scgi_cache_path keyval_zone map_hash_bucket_size map_hash_max_size server_names_hash_bucket_size server_names_hash_max_size ' +
    'variables_hash_max_size types_hash_max_size geoip_country geoip_city lua_package_path lua_shared_dict init_by_lua_block ' +
    'init_worker_by_lua_block limit_zone js_import charset_map perl_modules',
);
const IN_SERVER = words(
  'location listen server_name ssl_certificate_by_lua_block large_client_header_buffers client_header_timeout ' +
    'client_header_buffer_size merge_slashes ignore_invalid_headers underscores_in_headers ssl_reject_handshake',
);
/** Allowed in `http` and `server` alike: most snippets with them are for `server`, but that is not certain. */
const IN_LOCATION = words(
  'alias internal proxy_pass fastcgi_pass uwsgi_pass scgi_pass grpc_pass stub_status limit_except',
);
const STREAM_IN_SERVER = words('proxy_pass ssl_preread proxy_timeout proxy_responses proxy_requests preread_timeout');

/** Where the top-level lines of a file belong, by the names they use: a root file is `main`, most real files are fragments. */
export function inferTop(nodes: readonly NginxNode[]): InferredTop {
  const has = (set: ReadonlySet<string>) => nodes.some((node) => set.has(node.name.value));
  if (nodes.length === 0 || has(IN_MAIN)) return { kind: 'main', protocol: 'main' };
  const servers = nodes.filter((node) => node.name.value === 'server');
  const blocks = servers.filter((node) => node.body !== undefined);
  if (blocks.length > 0 || has(IN_HTTP)) return httpOrStream(nodes, blocks);
  if (servers.length > 0) return { kind: 'upstream', protocol: 'unknown' };
  if (has(IN_LOCATION)) return { kind: 'location', protocol: 'http' };
  if (has(IN_SERVER)) return { kind: 'server', protocol: 'http' };
  return { kind: 'unknown', protocol: 'unknown' };
}

function httpOrStream(nodes: readonly NginxNode[], servers: readonly NginxNode[]): InferredTop {
  const isStream =
    servers.length > 0 &&
    servers.every((server) => server.body?.nodes.some((node) => STREAM_IN_SERVER.has(node.name.value)) === true) &&
    !servers.some((server) => server.body?.nodes.some((node) => node.name.value === 'location') === true);
  if (isStream) return { kind: 'stream', protocol: 'stream' };
  const isMail = servers.some((server) => server.body?.nodes.some((node) => node.name.value === 'protocol') === true);
  if (isMail) return { kind: 'mail', protocol: 'mail' };
  return nodes.length > 0 ? { kind: 'http', protocol: 'http' } : { kind: 'unknown', protocol: 'unknown' };
}

/** The kinds of the scopes around an inferred one, outermost last. */
export function parentsOf(top: InferredTop): readonly NginxScopeKind[] {
  switch (top.kind) {
    case 'http':
    case 'stream':
    case 'mail':
      return ['main'];
    case 'server':
      return ['http', 'main'];
    case 'location':
      return ['server', 'http', 'main'];
    default:
      return [];
  }
}
