import { VARIABLE_NAMES } from './variables.ts';

/** Families nginx resolves by prefix (`ngx_http_variables_init_vars`, and modules' own). */
const PREFIXES: readonly string[] = [
  'arg_',
  'cookie_',
  'geoip_',
  'geoip2_',
  'http_',
  'jwt_',
  'otel_',
  'proxy_protocol_',
  'sent_http_',
  'sent_trailer_',
  'session_log_',
  'ssl_',
  'tcpinfo_',
  'trailer_',
  'uid_',
  'upstream_',
  'connections_',
  'secure_link',
  'acme_',
  'oidc_',
];

/** Names of nginx's modules that are not worth a hover. */
const MORE: ReadonlySet<string> = new Set(
  (
    'binary_remote_addr bytes_received connection_time fastcgi_path_info fastcgi_script_name is_request_port memcached_key msie ' +
    'ancient_browser modern_browser grpc_internal_trailers proxy_internal_body_length proxy_internal_chunked protocol quic ' +
    'quic_connection request_port server_addr server_name server_port server_protocol session_time slice_range status ' +
    'sticky time_iso8601 time_local uri date_gmt date_local invalid_referer gzip_ratio limit_conn_status limit_req_status ' +
    'mqtt_preread_clientid mqtt_preread_username ssi_var document_name last_modified internal_redirect_reason api_url'
  ).split(' '),
);

const NAMED: ReadonlySet<string> = new Set(VARIABLE_NAMES);

/** Whether nginx or a module of its own defines the variable (lower case, without `$`). Captures `1` to `9` count. */
export function isBuiltInVariable(name: string): boolean {
  if (name.length === 1 && name >= '0' && name <= '9') return true;
  return NAMED.has(name) || MORE.has(name) || PREFIXES.some((prefix) => name.startsWith(prefix));
}
