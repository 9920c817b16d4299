// One line of our own words for the directives people meet. `*_x` stands for proxy_x, fastcgi_x, uwsgi_x, scgi_x and grpc_x.
const LINES = `
absolute_redirect	Whether redirects made by nginx itself carry scheme and host or the path only.
access_log	Where requests are logged and in which format; off silences a level.
add_header	Adds a header to answers. One line in a block replaces all of the level above; always covers error answers too.
add_header_inherit	How add_header lines of the level above combine with the ones here.
add_trailer	Adds a field behind the body of a chunked answer.
alias	Replaces the location's text by a folder or file. Where the location ends with a slash, the alias must too, and the other way round.
allow	Lets an address or network in. Lines are read in order and the first that fits decides; end the list with deny all.
auth_basic	Asks for user name and password. Without auth_basic_user_file nobody is asked.
auth_basic_user_file	The file with user names and password hashes.
auth_request	Asks another location whether the request may go on: 2xx yes, 401 and 403 no.
auth_request_set	Keeps a value of the auth_request answer in a variable.
autoindex	Shows the files of a folder that has no index page.
break	Ends the rewrite directives of this block.
charset	Adds a character set to Content-Type.
client_body_buffer_size	How much of a request body is kept in memory before it goes to a file.
client_body_timeout	Longest pause between two pieces of a request body.
client_header_buffer_size	Memory for an ordinary request header.
client_header_timeout	Longest time to read a request header.
client_max_body_size	Largest request body; above it clients get 413. 0 switches the check off.
connection_pool_size	Memory set aside for each connection.
daemon	Whether nginx goes to the background; containers want off.
dav_methods	Lets clients write, move and delete files by WebDAV.
default_type	The Content-Type of files whose extension types does not list.
deny	Keeps an address or network out. Lines are read in order and the first that fits decides.
empty_gif	Answers with a transparent pixel.
env	Keeps a variable of the environment for the workers.
error_log	Where errors are written, and from which level on. There is no off.
error_page	The address that is served instead of an error answer.
etag	Whether files carry an ETag.
events	Settings of connection handling.
expires	Sets Expires and Cache-Control of answers.
geo	Makes a variable from the client's address.
gzip	Compresses answers.
gzip_types	The content types that are compressed besides text/html.
gzip_vary	Adds Vary: Accept-Encoding where answers may be compressed.
hash	Chooses the server of an upstream by the hash of a key.
http	Everything about HTTP: servers, upstreams and their common settings.
http2	Switches HTTP/2 on for a server.
http3	Switches HTTP/3 on for a server.
if	Holds directives for requests that meet a condition. Inside a location use only return, rewrite, set and break.
ignore_invalid_headers	Drops request headers with unusual names.
include	Reads other files in this place. Relative paths start at the folder of nginx.conf.
index	The file that is served for a folder.
internal	Only nginx's own requests reach this location; clients get 404.
ip_hash	Sends a client to the same server of the upstream every time.
keepalive	How many idle connections to the servers of an upstream each worker keeps.
keepalive_requests	How many requests one connection may carry.
keepalive_timeout	How long an idle client connection stays open.
large_client_header_buffers	Number and size of buffers for long request headers.
least_conn	Chooses the server of an upstream with the fewest open connections.
limit_conn	How many connections a key of the zone may have at once.
limit_conn_zone	Shared memory in which connections are counted, and the key they are counted by.
limit_except	Access rules for all methods but the named ones.
limit_rate	Bytes a second that one answer may use.
limit_req	How many requests a key of the zone may send; burst lets some wait.
limit_req_zone	Shared memory in which requests are counted, the key they are counted by, and the rate.
listen	Address and port, or socket, a server listens on. ssl, http2 and the like belong to the socket, whichever server writes them.
load_module	Loads a dynamic module.
location	Settings for a part of the paths. = is exact, ^~ a prefix that stops the search, ~ and ~* are patterns tried in file order.
log_format	Names a format for access_log; escape=json keeps JSON valid.
log_not_found	Whether missing files are written to the error log.
map	Makes a variable from another one by a list of values and patterns.
merge_slashes	Takes several slashes in a row for one when a location is chosen.
mirror	Sends a copy of every request to another location.
multi_accept	A worker takes all waiting connections at once.
open_file_cache	Keeps file handles and sizes in memory.
pid	The file that holds the process id.
port_in_redirect	Whether redirects made by nginx itself name the port.
real_ip_header	The header that carries the client's address behind a trusted proxy.
real_ip_recursive	Goes back through all trusted proxies in the header.
resolver	DNS servers for names that are looked up while requests run.
return	Ends the request with a status, a text or a redirect. Runs before allow, deny and logins are checked.
rewrite	Changes the path by a pattern; last looks for a location again, redirect and permanent answer the client.
root	The folder of files; the whole path of the request is added to it.
satisfy	Whether all access checks must pass or any one of them.
send_timeout	Longest pause between two writes to a client.
sendfile	Copies files to the network without going through the worker's memory.
server	In http: one site. In upstream: one server of the group.
server_name	The host names a server answers for; patterns start with ~.
server_tokens	Whether answers and error pages name the nginx version.
set	Gives a variable a value.
set_real_ip_from	The proxies whose word about the client's address counts.
split_clients	Makes a variable that splits visitors by shares.
ssl_certificate	The certificate with its chain, as PEM.
ssl_certificate_key	The private key of the certificate. Keep it out of every served folder.
ssl_ciphers	The cipher list for TLS 1.2 and older, as OpenSSL reads it; it has no effect on TLS 1.3.
ssl_client_certificate	Authorities whose client certificates are accepted and named to clients.
ssl_conf_command	Passes a setting to OpenSSL, such as Ciphersuites for TLS 1.3.
ssl_dhparam	Parameters for DHE ciphers; not needed where the list has none.
ssl_early_data	Accepts TLS 1.3 early data, which attackers can replay.
ssl_ecdh_curve	The curves for key exchange.
ssl_prefer_server_ciphers	The server's order of ciphers counts instead of the client's.
ssl_protocols	The TLS versions a socket speaks. Lines in one block add up; before 1.29.2 the default server of the socket decides.
ssl_reject_handshake	Refuses TLS for names no server has.
ssl_session_cache	Where TLS sessions are kept so that clients need no full handshake.
ssl_session_tickets	Lets clients keep their session in an encrypted ticket.
ssl_session_timeout	How long a TLS session may be used again.
ssl_stapling	Sends the certificate's OCSP answer along.
ssl_trusted_certificate	Authorities for OCSP and client certificates that are not named to clients.
ssl_verify_client	Asks clients for a certificate.
stream	Everything about TCP and UDP proxying.
stub_status	A page with numbers of connections and requests.
sub_filter	Replaces a text in answers.
tcp_nodelay	Sends small packets at once on kept-alive connections.
tcp_nopush	Sends the header and the beginning of a file in one packet.
try_files	Serves the first file that exists; the last argument is an address or a status to fall back to.
types	File extensions and their Content-Type.
underscores_in_headers	Accepts request headers with underscores in their names.
upstream	A group of servers that proxy_pass and others can name.
user	The user, and group, the workers run as.
valid_referers	The Referer values for which $invalid_referer is empty.
worker_connections	How many connections one worker may have open.
worker_processes	How many worker processes run; auto takes the number of cores.
worker_rlimit_nofile	How many files one worker may have open.
zone	Shared memory for the servers of an upstream.
*_pass	Hands requests to an application behind nginx.
*_set_header	Sets a header of the request to the application. One line in a block replaces all of the level above.
*_param	Passes a parameter to the application. One line in a block replaces all of the level above.
*_hide_header	Keeps a header of the application's answer from the client.
*_pass_header	Passes a header on that nginx would hide.
*_connect_timeout	Longest time to connect to the application.
*_read_timeout	Longest pause between two reads from the application.
*_send_timeout	Longest pause between two writes to the application.
*_buffering	Whether answers are taken from the application at once and kept until the client has read them.
*_buffers	Number and size of the buffers for one answer.
*_buffer_size	Memory for the first part of an answer, which holds its header.
*_cache	The zone in which answers are cached.
*_cache_key	What makes two requests the same for the cache.
*_cache_path	The folder and shared memory of a cache.
*_cache_valid	How long answers of a status stay in the cache.
*_cache_bypass	When answers are not taken from the cache.
*_no_cache	When answers are not put into the cache.
*_cookie_flags	Adds flags such as secure and samesite to the application's cookies.
*_cookie_path	Changes the path of the application's cookies.
*_cookie_domain	Changes the domain of the application's cookies.
*_http_version	The HTTP version spoken to the application.
*_intercept_errors	Lets error_page handle errors of the application.
*_next_upstream	When the request is tried on the next server.
*_redirect	Rewrites Location headers of the application.
*_request_buffering	Whether the request body is read whole before it goes to the application.
*_ssl_verify	Checks the application's certificate; off by default.
*_ssl_trusted_certificate	The authorities the application's certificate is checked against.
*_ssl_server_name	Sends the host name in the TLS handshake with the application.
*_ssl_name	The name the application's certificate must have.
*_ssl_protocols	The TLS versions spoken to the application.
*_ssl_ciphers	The cipher list for TLS to the application.
*_temp_path	The folder for answers that do not fit into memory.
*_max_temp_file_size	How much of one answer may go to a file.
*_ignore_headers	Headers of the application that nginx does not act on.
*_bind	The local address connections to the application come from.
*_split_path_info	The pattern that cuts a path into script and rest.
*_index	The script for paths that end with a slash.
*_socket_keepalive	Keeps idle connections to the application checked by TCP.
`;

const SUMMARIES: ReadonlyMap<string, string> = new Map(
  LINES.trim()
    .split('\n')
    .map((line): [string, string] => {
      const tab = line.indexOf('\t');
      return [line.slice(0, tab), line.slice(tab + 1)];
    }),
);

/** What a directive does, in one or two sentences of our own; `undefined` for rare ones. */
export function directiveSummary(name: string): string | undefined {
  const family = /^(?:proxy|fastcgi|uwsgi|scgi|grpc|memcached)(_\w+)$/.exec(name);
  return SUMMARIES.get(name) ?? (family === null ? undefined : SUMMARIES.get(`*${family[1]}`));
}
