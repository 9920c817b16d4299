import type { NginxFamily } from './model.ts';

/**
 * How values reach inner levels, from the merge functions of nginx's modules (ngx_http_*_merge_loc_conf) and nginx.org.
 * A level with at least one of these replaces the whole set of the level above.
 */
const ARRAYS: ReadonlySet<string> = new Set(
  (
    'access_log add_header add_trailer allow deny error_log error_page index limit_conn limit_req mirror set_real_ip_from sub_filter ' +
    'types valid_referers gzip_types charset_types addition_types ssi_types sub_filter_types xslt_types brotli_types ' +
    'ssl_certificate ssl_certificate_key ssl_conf_command ssl_protocols auth_require early_hints xslt_param xslt_string_param ' +
    'fastcgi_param fastcgi_hide_header fastcgi_pass_header fastcgi_ignore_headers fastcgi_cache_valid fastcgi_next_upstream ' +
    'grpc_set_header grpc_hide_header grpc_pass_header grpc_ignore_headers grpc_next_upstream grpc_ssl_conf_command ' +
    'proxy_set_header proxy_hide_header proxy_pass_header proxy_ignore_headers proxy_cookie_domain proxy_cookie_path ' +
    'proxy_cookie_flags proxy_redirect proxy_cache_valid proxy_next_upstream proxy_ssl_conf_command proxy_cache_bypass proxy_no_cache ' +
    'scgi_param scgi_hide_header scgi_pass_header scgi_ignore_headers scgi_cache_valid scgi_next_upstream ' +
    'uwsgi_param uwsgi_hide_header uwsgi_pass_header uwsgi_ignore_headers uwsgi_cache_valid uwsgi_next_upstream uwsgi_ssl_conf_command ' +
    'memcached_next_upstream more_set_headers more_clear_headers more_set_input_headers more_clear_input_headers js_import'
  ).split(' '),
);

/** Count only where they are written. */
const LOCALS: ReadonlySet<string> = new Set(
  (
    'break if include limit_except listen location return rewrite server server_name set try_files upstream http events stream mail ' +
    'map geo split_clients log_format stub_status empty_gif flv mp4 js_content perl api status random_index load_module env ' +
    'limit_req_zone limit_conn_zone proxy_cache_path fastcgi_cache_path uwsgi_cache_path scgi_cache_path auth_request_set ' +
    'dav_methods_none content_by_lua content_by_lua_block content_by_lua_file ' +
    'proxy_pass fastcgi_pass grpc_pass memcached_pass scgi_pass uwsgi_pass tunnel_pass hls f4f upstream_conf'
  ).split(' '),
);

/** Content handlers that an `if` or `limit_except` takes over from its location (`clcf->noname` in the merge functions). */
export const HANDLERS: ReadonlySet<string> = new Set([
  'proxy_pass',
  'fastcgi_pass',
  'grpc_pass',
  'memcached_pass',
  'scgi_pass',
  'uwsgi_pass',
]);

/** Directives that fill one slot together: what one level says of any of them replaces all of the level above. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  allow: ['allow', 'deny'],
  deny: ['allow', 'deny'],
  alias: ['root', 'alias'],
  root: ['root', 'alias'],
};

/** The family of a directive; unknown ones are scalars, as most of third-party modules are. */
export function familyOf(name: string): NginxFamily {
  if (ARRAYS.has(name)) return 'array';
  return LOCALS.has(name) ? 'local' : 'scalar';
}

/** The names that share a slot with this one, itself included. */
export function groupOf(name: string): readonly string[] {
  return Object.hasOwn(GROUPS, name) ? (GROUPS[name] ?? [name]) : [name];
}
