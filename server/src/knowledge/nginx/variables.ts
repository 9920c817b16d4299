// Built-in variables with a line of our own words. https://nginx.org/en/docs/varindex.html
const LINES = `
ancient_browser	Set by the browser module for old browsers.
arg_	One argument of the query: $arg_name.
args	The query string.
binary_remote_addr	The client's address in 4 or 16 bytes, the key for limits.
body_bytes_sent	Bytes of the answer without its header.
bytes_sent	Bytes sent to the client.
connection	A number for the connection.
connection_requests	How many requests this connection has carried.
content_length	The Content-Length of the request.
content_type	The Content-Type of the request.
cookie_	One cookie of the request: $cookie_name.
date_gmt	Now, in GMT.
date_local	Now, in local time.
document_root	The root or alias in force.
document_uri	The same as $uri.
fastcgi_path_info	The rest of the path behind the script, as fastcgi_split_path_info cut it.
fastcgi_script_name	The path of the script.
geoip2_data_	A value of the geoip2 module.
gzip_ratio	How much compression saved.
host	The host of the request: from the request line, else the Host header, else the server's name; lower case, without port.
hostname	The name of this machine.
http_	One header of the request: $http_name, lower case with underscores. The client writes it.
http2	The negotiated HTTP/2 protocol, h2 or h2c.
http3	The negotiated HTTP/3 protocol.
https	on for TLS connections, else empty.
invalid_referer	Empty when valid_referers knows the Referer, else 1.
is_args	A question mark when there are arguments, else empty.
limit_rate	The answer's rate limit; can be set.
limit_req_status	What limit_req decided.
limit_conn_status	What limit_conn decided.
modern_browser	Set by the browser module for modern browsers.
msec	Now, in seconds with milliseconds.
nginx_version	The version of nginx.
pid	The id of the worker process.
pipe	p for pipelined requests.
proxy_add_x_forwarded_for	The incoming X-Forwarded-For with the client's address added.
proxy_host	The host and port proxy_pass names.
proxy_port	The port proxy_pass names.
proxy_protocol_addr	The client's address from the PROXY protocol.
proxy_protocol_port	The client's port from the PROXY protocol.
query_string	The same as $args.
realpath_root	The root with symbolic links resolved.
realip_remote_addr	The address the connection came from, before the realip module changed it.
realip_remote_port	The port the connection came from, before the realip module changed it.
remote_addr	The client's address.
remote_port	The client's port.
remote_user	The user name of Basic authentication.
request	The request line.
request_body	The request body, where it was read into memory.
request_body_file	The file that holds the request body.
request_completion	OK when the request was finished.
request_filename	The file the request is about.
request_id	16 random bytes for this request, in hex.
request_length	Bytes of the request.
request_method	GET, POST …
request_time	Seconds since the first byte of the request.
request_uri	Path and query as the client sent them, still encoded: safe in redirects.
scheme	http or https.
secure_link	What the secure_link module decided.
sent_http_	One header of the answer: $sent_http_name.
server_addr	The address that accepted the request.
server_name	The first name of the server that took the request.
server_port	The port that accepted the request.
server_protocol	HTTP/1.1, HTTP/2.0 …
slice_range	The byte range of the slice module.
ssl_cipher	The cipher of the connection.
ssl_ciphers	The ciphers the client offered.
ssl_client_cert	The client certificate, as PEM with indentation.
ssl_client_escaped_cert	The client certificate, URL-encoded PEM.
ssl_client_fingerprint	SHA-1 of the client certificate.
ssl_client_i_dn	The issuer of the client certificate.
ssl_client_s_dn	The subject of the client certificate.
ssl_client_serial	The serial number of the client certificate.
ssl_client_verify	SUCCESS, FAILED:reason or NONE.
ssl_early_data	1 while TLS early data is read.
ssl_preread_server_name	The host name in the handshake of a proxied TLS stream.
ssl_protocol	The TLS version of the connection.
ssl_server_name	The host name the client asked for in the handshake.
ssl_session_id	The id of the TLS session.
ssl_session_reused	r when the TLS session was used again.
status	The status of the answer.
tcpinfo_rtt	The round trip time of the connection.
time_iso8601	Now, in ISO 8601.
time_local	Now, as logs write it.
uid_got	The user id cookie that came.
uid_set	The user id cookie that was sent.
upstream_addr	The servers that were asked.
upstream_bytes_received	Bytes from the server behind.
upstream_cache_status	HIT, MISS, BYPASS …
upstream_connect_time	Seconds to connect to the server behind.
upstream_cookie_	One cookie of the application's answer.
upstream_header_time	Seconds to the first byte of the application's header.
upstream_http_	One header of the application's answer: $upstream_http_name.
upstream_response_length	Bytes of the application's answer.
upstream_response_time	Seconds the application took.
upstream_status	The status the application answered.
uri	The path, decoded and normalised; %0a has become a line break in it.
`;

const VARIABLES: ReadonlyMap<string, string> = new Map(
  LINES.trim()
    .split('\n')
    .map((line): [string, string] => {
      const tab = line.indexOf('\t');
      return [line.slice(0, tab), line.slice(tab + 1)];
    }),
);

/** The names of built-in variables without `$`; families end with `_` (`arg_`). */
export const VARIABLE_NAMES: readonly string[] = [...VARIABLES.keys()];

/** What a built-in variable holds; `undefined` when nginx has none of that name. Case does not matter. */
export function variableSummary(name: string): string | undefined {
  const lower = name.toLowerCase();
  const family = VARIABLE_NAMES.find(
    (known) => known.endsWith('_') && lower.startsWith(known) && lower.length > known.length,
  );
  return VARIABLES.get(lower) ?? (family === undefined ? undefined : VARIABLES.get(family));
}
