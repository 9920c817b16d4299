/**
 * Words that begin a statement, for recovery after a missing `;` or quote. A curated part of nginx's directives: only words that
 * are not also values (`error`, `timeout`, `off`, `proxy_protocol` …).
 */
const OPENERS: ReadonlySet<string> = new Set(
  (
    'absolute_redirect access_log add_header add_trailer aio alias allow auth_basic auth_basic_user_file auth_request auth_request_set ' +
    'autoindex charset default_type deny directio error_log error_page etag events expires gzip http if if_modified_since include ' +
    'internal keepalive keepalive_requests keepalive_timeout large_client_header_buffers limit_conn limit_conn_zone limit_except ' +
    'limit_rate limit_req limit_req_zone lingering_close listen load_module location log_format log_not_found merge_slashes map ' +
    'multi_accept msie_padding open_file_cache port_in_redirect proxy_pass recursive_error_pages reset_timedout_connection resolver ' +
    'resolver_timeout return rewrite rewrite_log root satisfy send_timeout sendfile server server_name server_name_in_redirect ' +
    'server_names_hash_bucket_size server_names_hash_max_size server_tokens set set_real_ip_from real_ip_header real_ip_recursive ' +
    'split_clients stub_status sub_filter sub_filter_once tcp_nodelay tcp_nopush try_files types types_hash_max_size ' +
    'types_hash_bucket_size underscores_in_headers upstream userid variables_hash_max_size worker_connections worker_processes ' +
    'worker_rlimit_nofile map_hash_bucket_size'
  ).split(' '),
);

const PREFIXES: readonly string[] = [
  'client_',
  'fastcgi_',
  'grpc_',
  'gzip_',
  'proxy_',
  'scgi_',
  'ssl_',
  'uwsgi_',
  'http2_',
  'open_file_cache_',
];

/** Whether a word at the start of a line surely begins a statement. */
export function isStatementOpener(word: string): boolean {
  if (OPENERS.has(word)) return true;
  return word !== 'proxy_protocol' && PREFIXES.some((prefix) => word.startsWith(prefix));
}

/** The most arguments a directive takes; only directives whose arguments can never be another directive's name beyond that. */
const MOST_ARGUMENTS: Readonly<Record<string, number>> = {
  absolute_redirect: 1,
  add_header: 3,
  add_trailer: 3,
  alias: 1,
  allow: 1,
  auth_basic: 1,
  auth_basic_user_file: 1,
  auth_request: 1,
  auth_request_set: 2,
  autoindex: 1,
  charset: 1,
  client_body_buffer_size: 1,
  client_body_timeout: 1,
  client_header_buffer_size: 1,
  client_header_timeout: 1,
  client_max_body_size: 1,
  default_type: 1,
  deny: 1,
  etag: 1,
  expires: 2,
  fastcgi_index: 1,
  fastcgi_param: 3,
  fastcgi_pass: 1,
  fastcgi_read_timeout: 1,
  fastcgi_split_path_info: 1,
  grpc_pass: 1,
  gzip: 1,
  gzip_comp_level: 1,
  gzip_min_length: 1,
  gzip_vary: 1,
  include: 1,
  internal: 0,
  keepalive_requests: 1,
  keepalive_timeout: 2,
  large_client_header_buffers: 2,
  limit_rate: 1,
  log_not_found: 1,
  proxy_buffer_size: 1,
  proxy_buffering: 1,
  proxy_buffers: 2,
  proxy_cache: 1,
  proxy_connect_timeout: 1,
  proxy_http_version: 1,
  proxy_pass: 1,
  proxy_read_timeout: 1,
  proxy_redirect: 2,
  proxy_send_timeout: 1,
  proxy_set_header: 2,
  proxy_ssl_verify: 1,
  real_ip_header: 1,
  return: 2,
  rewrite: 3,
  root: 1,
  satisfy: 1,
  send_timeout: 1,
  sendfile: 1,
  server_tokens: 1,
  set: 2,
  set_real_ip_from: 1,
  ssl_certificate: 1,
  ssl_certificate_key: 1,
  ssl_ciphers: 1,
  ssl_dhparam: 1,
  ssl_prefer_server_ciphers: 1,
  ssl_session_tickets: 1,
  ssl_session_timeout: 1,
  ssl_stapling: 1,
  ssl_trusted_certificate: 1,
  tcp_nodelay: 1,
  tcp_nopush: 1,
  types_hash_max_size: 1,
  uwsgi_pass: 1,
  worker_connections: 1,
  worker_processes: 1,
};

/** Directives with any number of arguments, none of which is ever spelled like a directive. */
const CLOSED_ARGUMENTS: ReadonlySet<string> = new Set([
  'access_log',
  'error_log',
  'limit_conn',
  'limit_conn_zone',
  'limit_req',
  'limit_req_zone',
  'listen',
  'resolver',
  'ssl_protocols',
  'ssl_session_cache',
  'user',
]);

/** Whether a statement of this name with `count` arguments has swallowed the statement behind it. */
export function hasTooManyArguments(name: string, count: number): boolean {
  if (CLOSED_ARGUMENTS.has(name)) return true;
  return Object.hasOwn(MOST_ARGUMENTS, name) && count > (MOST_ARGUMENTS[name] ?? 0);
}

/** Blocks whose lines are `key value;`, not directives. `server` inside `upstream` and the like are ordinary directives. */
const ENTRY_BLOCKS: ReadonlySet<string> = new Set([
  'charset_map',
  'geo',
  'geoip2',
  'map',
  'match',
  'num_map',
  'otel_exporter',
  'split_clients',
  'types',
]);

/** What the body of a block holds. */
export function bodyKindOf(name: string): 'directives' | 'entries' | 'raw' {
  if (ENTRY_BLOCKS.has(name)) return 'entries';
  return name.endsWith('_by_lua_block') ? 'raw' : 'directives';
}

/** A word that is nothing but a template's `${NAME}`: an envsubst placeholder, never a directive of nginx. */
export function isPlaceholder(word: string): boolean {
  if (!word.startsWith('${') || !word.endsWith('}') || word.length < 4) return false;
  for (let i = 2; i < word.length - 1; i++) {
    const code = word.charCodeAt(i);
    const isUpper = code >= 65 && code <= 90;
    const isDigit = code >= 48 && code <= 57;
    if (!isUpper && !isDigit && code !== 95) return false;
  }
  return true;
}
