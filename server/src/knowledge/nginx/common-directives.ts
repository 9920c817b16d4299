/**
 * What people write most in each block, the most frequent first. Counted over the 270 nginx files of the shared corpus (files that hold
 * the directive in that block), joined with what nginx.org's beginner's and HTTPS guides use; everything else follows by module.
 */
const COMMON: Readonly<Record<string, string>> = {
  main: 'events http worker_processes pid error_log user include load_module worker_rlimit_nofile stream',
  events: 'worker_connections multi_accept use',
  http:
    'server upstream include default_type log_format access_log error_log sendfile tcp_nopush keepalive_timeout gzip gzip_types map ' +
    'server_tokens client_max_body_size limit_req_zone limit_conn_zone proxy_cache_path resolver set_real_ip_from real_ip_header ' +
    'ssl_protocols ssl_session_cache ssl_session_timeout ssl_ciphers add_header types_hash_max_size gzip_vary gzip_proxied ' +
    'gzip_min_length gzip_comp_level client_body_timeout client_header_timeout send_timeout large_client_header_buffers geo',
  'http.server':
    'listen server_name location root index ssl_certificate ssl_certificate_key include access_log error_log client_max_body_size ' +
    'add_header error_page return ssl_protocols ssl_ciphers ssl_prefer_server_ciphers ssl_session_cache ssl_session_timeout ' +
    'ssl_session_tickets ssl_dhparam ssl_trusted_certificate http2 gzip gzip_types charset set server_tokens try_files limit_req ' +
    'limit_conn resolver if rewrite keepalive_timeout ssl_stapling ssl_stapling_verify',
  'http.location':
    'proxy_pass try_files include return fastcgi_pass proxy_set_header fastcgi_param add_header access_log deny allow expires root ' +
    'alias rewrite proxy_http_version proxy_redirect proxy_read_timeout proxy_connect_timeout proxy_send_timeout proxy_buffering ' +
    'fastcgi_index fastcgi_split_path_info fastcgi_read_timeout proxy_cache proxy_cache_valid proxy_hide_header limit_req limit_except ' +
    'auth_basic auth_basic_user_file auth_request internal location if set index error_page client_max_body_size proxy_ssl_verify',
  'http.server.if': 'return set rewrite',
  'http.location.if': 'return set rewrite add_header proxy_pass',
  'http.upstream': 'server keepalive zone least_conn ip_hash keepalive_timeout hash',
  stream: 'server upstream log_format access_log map limit_conn_zone',
  'stream.server':
    'listen proxy_pass proxy_timeout proxy_connect_timeout ssl_certificate ssl_certificate_key allow deny proxy_protocol',
  'stream.upstream': 'server zone least_conn hash',
  'http.location.limit_except': 'deny allow auth_basic',
};

const RANKS = new Map<string, ReadonlyMap<string, number>>();

/** The place of a directive among those that are written most in a context, from 0; `undefined`: not one of them. */
export function commonRank(context: string, name: string): number | undefined {
  let ranks = RANKS.get(context);
  if (ranks === undefined) {
    ranks = new Map((COMMON[context] ?? '').split(' ').map((word, rank) => [word, rank]));
    RANKS.set(context, ranks);
  }
  return ranks.get(name);
}
