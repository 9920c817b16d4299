/** One directive twice in the same block: does nginx take it? Verdicts of nginx 1.22.1. */
export interface DuplicateCase {
  readonly id: string;
  readonly snippet: string;
  readonly ok: boolean;
}

const twice = (line: string) => `${line} ${line}`;
const refused = (id: string, snippet: string): DuplicateCase => ({ id, snippet, ok: false });
const taken = (id: string, snippet: string): DuplicateCase => ({ id, snippet, ok: true });

const LOCATION: readonly DuplicateCase[] = [
  refused('root', 'root /a; root /b;'),
  refused('alias', 'alias /a/; alias /b/;'),
  refused('try_files', twice('try_files $uri =404;')),
  taken('return', 'return 404; return 403;'),
  refused('proxy_pass', twice('proxy_pass http://127.0.0.1:81;')),
  taken('allow', twice('allow 127.0.0.1;')),
  taken('deny', twice('deny all;')),
  taken('add_header', twice('add_header A b;')),
  taken('proxy_set_header', 'proxy_set_header A b; proxy_set_header C d;'),
  taken('proxy_set_header Host', twice('proxy_set_header Host $host;')),
  taken('error_page', 'error_page 404 /a; error_page 404 /b;'),
  refused('limit_req same zone', twice('limit_req zone=z1;')),
  refused('limit_conn same zone', twice('limit_conn c1 1;')),
  taken('access_log', twice('access_log /dev/null;')),
  taken('access_log off', twice('access_log off;')),
  taken('error_log', twice('error_log /dev/null;')),
  taken('index', 'index a; index b;'),
  refused('resolver', twice('resolver 127.0.0.1;')),
  refused('internal', twice('internal;')),
  refused('satisfy', twice('satisfy any;')),
  refused('auth_basic', twice('auth_basic x;')),
  refused('keepalive_timeout', twice('keepalive_timeout 5;')),
  refused('client_max_body_size', twice('client_max_body_size 1m;')),
  taken('types', 'types { a/b c; } types { a/b c; }'),
  refused('default_type', twice('default_type a/b;')),
  taken('gzip_types', 'gzip_types a/b; gzip_types a/b;'),
  refused('expires', twice('expires 1d;')),
  refused('charset', twice('charset utf-8;')),
  taken('set_real_ip_from', twice('set_real_ip_from 10.0.0.1;')),
  refused('real_ip_header', twice('real_ip_header X-Real-IP;')),
  refused('valid_referers', twice('valid_referers none;')),
  taken('proxy_redirect', 'proxy_redirect http://a/ /; proxy_redirect http://b/ /;'),
  refused('proxy_redirect off', twice('proxy_redirect off;')),
  taken('proxy_cookie_path', twice('proxy_cookie_path /a /b;')),
  taken('proxy_hide_header', twice('proxy_hide_header X-A;')),
  refused('proxy_cache', twice('proxy_cache off;')),
  taken('proxy_cache_valid', twice('proxy_cache_valid 200 1m;')),
  refused('limit_rate', twice('limit_rate 1k;')),
  taken('mirror', 'mirror /a; mirror /b;'),
  taken('sub_filter', 'sub_filter a b; sub_filter c d;'),
  refused('auth_request', twice('auth_request /auth;')),
  refused('autoindex', twice('autoindex on;')),
  taken('stub_status', twice('stub_status;')),
  refused('server_tokens', twice('server_tokens off;')),
  refused('proxy_http_version', twice('proxy_http_version 1.1;')),
  taken('fastcgi_param', twice('fastcgi_param A b;')),
  refused('fastcgi_pass', twice('fastcgi_pass 127.0.0.1:9000;')),
  taken('fastcgi_split_path_info', twice('fastcgi_split_path_info ^(.+)(/.+)$;')),
  refused('limit_except', twice('limit_except GET { deny all; }')),
  taken('set', twice('set $a 1;')),
  taken('rewrite', twice('rewrite ^/a /b;')),
  taken('if', twice('if ($host) { set $a 1; }')),
  refused('location nested same', 'location /l/x { } location /l/x { }'),
  taken('dav_methods', twice('dav_methods PUT;')),
  refused('proxy_method', twice('proxy_method GET;')),
  taken('empty_gif', twice('empty_gif;')),
  refused('sendfile', twice('sendfile on;')),
  refused('log_not_found', twice('log_not_found off;')),
  refused('auth_basic_user_file', twice('auth_basic_user_file /x;')),
  refused('proxy_ssl_verify', twice('proxy_ssl_verify off;')),
  taken('proxy_next_upstream', twice('proxy_next_upstream error;')),
  refused('secure_link', twice('secure_link $arg_a,$arg_b;')),
  taken('break', twice('break;')),
  refused('open_file_cache', twice('open_file_cache max=10;')),
  refused('limit_req_status', twice('limit_req_status 429;')),
  taken('proxy_pass_header', twice('proxy_pass_header Server;')),
  taken('proxy_ignore_headers', twice('proxy_ignore_headers Set-Cookie;')),
];

const SERVER: readonly DuplicateCase[] = [
  refused('listen same', twice('listen 127.0.0.1:19100;')),
  taken('server_name', 'server_name a; server_name b;'),
  taken('ssl_protocols', twice('ssl_protocols TLSv1.2;')),
  refused('ssl_ciphers', twice('ssl_ciphers HIGH;')),
  refused(
    'ssl_certificate same',
    'listen 127.0.0.1:19101 ssl; ssl_certificate c.pem; ssl_certificate c.pem; ssl_certificate_key k.pem;',
  ),
  taken('ssl_session_cache', twice('ssl_session_cache none;')),
  refused('location same', 'location /q { } location /q { }'),
  refused('location = same', 'location = /q { } location = /q { }'),
  taken('location ~ same', 'location ~ /q { } location ~ /q { }'),
  refused('ssl_session_tickets', twice('ssl_session_tickets off;')),
  refused('client_header_timeout', twice('client_header_timeout 5s;')),
  refused('merge_slashes', twice('merge_slashes on;')),
  refused('large_client_header_buffers', twice('large_client_header_buffers 4 8k;')),
  taken('ssl_conf_command', twice('ssl_conf_command Options KTLS;')),
  refused('ssl_ecdh_curve', twice('ssl_ecdh_curve auto;')),
];

const HTTP: readonly DuplicateCase[] = [
  taken('map same var', twice('map $host $m { default 1; }')),
  taken('geo same var', twice('geo $g { default 1; }')),
  refused('upstream same', twice('upstream u { server 127.0.0.1:81; }')),
  refused('log_format same', twice('log_format lf "$uri";')),
  refused('limit_req_zone same', twice('limit_req_zone $uri zone=q:1m rate=1r/s;')),
  taken('split_clients same', twice('split_clients $remote_addr $s { * a; }')),
  refused('proxy_cache_path same', 'proxy_cache_path /tmp/cp keys_zone=a:1m; proxy_cache_path /tmp/cp keys_zone=b:1m;'),
];

const MAIN: readonly DuplicateCase[] = [
  refused('worker_processes', twice('worker_processes 1;')),
  refused('events', 'events { }'),
  refused('user', twice('user root;')),
  refused('worker_rlimit_nofile', twice('worker_rlimit_nofile 1024;')),
  taken('env', twice('env PATH;')),
  refused('pid', twice('pid /tmp/a.pid;')),
];

const UPSTREAM: readonly DuplicateCase[] = [
  taken('server same', twice('server 127.0.0.1:82;')),
  refused('keepalive', twice('keepalive 4;')),
  taken('zone', twice('zone z9 64k;')),
  taken('ip_hash', twice('ip_hash;')),
  taken('least_conn', twice('least_conn;')),
];

/** The cases with the whole `nginx.conf` around their snippet. */
export const DUPLICATE_CASES: readonly (DuplicateCase & { readonly text: string })[] = [
  ...LOCATION.map((one) =>
    whole('location', one, `server { listen 127.0.0.1:19100; location /l/ { ${one.snippet} } }`),
  ),
  ...SERVER.map((one) => whole('server', one, `server { ${one.snippet} }`)),
  ...HTTP.map((one) => whole('http', one, one.snippet)),
  ...MAIN.map((one) => ({ ...one, id: `main: ${one.id}`, text: `${one.snippet}\nevents { }\nhttp { }\n` })),
  ...UPSTREAM.map((one) => whole('upstream', one, `upstream u { server 127.0.0.1:81; ${one.snippet} }`)),
];

function whole(place: string, one: DuplicateCase, body: string): DuplicateCase & { readonly text: string } {
  const zones = 'limit_req_zone $uri zone=z1:1m rate=1r/s;\n  limit_conn_zone $uri zone=c1:1m;';
  return { ...one, id: `${place}: ${one.id}`, text: `events { }\nhttp {\n  ${zones}\n  ${body}\n}\n` };
}
