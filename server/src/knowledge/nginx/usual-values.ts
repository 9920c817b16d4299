/**
 * Values that people choose from where nginx itself takes any text: the first argument of a directive (`first`), those behind it (`next`).
 * Several words (`443 ssl`) are one proposal. Sources: the examples of nginx.org's module pages, the stock `nginx.conf` and
 * `default.conf` of the official image, Docker's embedded resolver (127.0.0.11), RFC 1918 for the private networks.
 */
export interface UsualValues {
  readonly first: readonly string[];
  readonly next?: readonly string[];
}

const NETWORKS = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '127.0.0.1', '::1'];
const LEVELS = ['warn', 'error', 'notice', 'info', 'crit', 'alert', 'emerg', 'debug'];
const TYPES = [
  'text/plain',
  'text/css',
  'text/javascript',
  'text/xml',
  'application/json',
  'application/javascript',
  'application/xml',
  'application/wasm',
  'image/svg+xml',
  'font/woff2',
];
const LATER = ['60s', '120s', '300s'];
const SIZES = ['1m', '10m', '50m', '100m'];

const USUAL: Readonly<Record<string, UsualValues>> = {
  access_log: { first: ['/var/log/nginx/access.log', '/dev/stdout', 'off'] },
  allow: { first: [...NETWORKS, 'all'] },
  auth_basic: { first: ['Restricted', 'off'] },
  charset: { first: ['utf-8', 'off'] },
  client_body_timeout: { first: ['10s', '12s', '60s'] },
  client_header_timeout: { first: ['10s', '12s', '60s'] },
  client_max_body_size: { first: SIZES },
  default_type: { first: ['application/octet-stream', 'text/plain', 'text/html', 'application/json'] },
  deny: { first: ['all'] },
  error_log: { first: ['/var/log/nginx/error.log', '/dev/stderr', 'stderr'], next: LEVELS },
  error_page: { first: ['404', '500 502 503 504', '403'], next: ['/50x.html', '/404.html'] },
  expires: { first: ['1h', '7d', '30d', 'max', '-1', 'epoch', 'off'] },
  fastcgi_index: { first: ['index.php'] },
  fastcgi_param: {
    first: ['SCRIPT_FILENAME', 'PATH_INFO', 'HTTPS'],
    next: ['$document_root$fastcgi_script_name', '$fastcgi_path_info', 'on'],
  },
  fastcgi_pass: { first: ['unix:/run/php/php-fpm.sock', '127.0.0.1:9000', 'php:9000'] },
  fastcgi_read_timeout: { first: LATER },
  fastcgi_split_path_info: { first: ['^(.+\\.php)(/.+)$'] },
  gzip_comp_level: { first: ['5', '6'] },
  gzip_min_length: { first: ['256', '1024'] },
  gzip_types: { first: TYPES, next: TYPES },
  index: { first: ['index.html', 'index.htm', 'index.php'], next: ['index.html', 'index.htm', 'index.php'] },
  keepalive_timeout: { first: ['65', '30s', '15s'] },
  limit_conn_zone: { first: ['$binary_remote_addr'], next: ['zone='] },
  limit_req_zone: { first: ['$binary_remote_addr'], next: ['zone=', 'rate='] },
  listen: {
    first: ['80', '443 ssl', '[::]:80', '[::]:443 ssl', '80 default_server', '443 ssl default_server', '8080'],
  },
  location: { first: ['/', '= /', '^~ /', '~ \\.php$', '~* \\.(?:css|js|svg|woff2)$'] },
  log_format: { first: ['main'] },
  map: { first: ['$http_upgrade', '$http_origin', '$request_uri', '$status'], next: ['$connection_upgrade'] },
  proxy_cache_valid: { first: ['200', '200 301 302', '404', 'any'], next: ['10m', '1m', '1h'] },
  proxy_connect_timeout: { first: ['5s', '10s', '60s'] },
  proxy_cookie_flags: { first: ['~'], next: ['secure', 'httponly', 'samesite=lax', 'samesite=strict'] },
  proxy_http_version: { first: ['1.1', '2'] },
  proxy_read_timeout: { first: LATER },
  proxy_redirect: { first: ['off', 'default'] },
  proxy_send_timeout: { first: LATER },
  real_ip_header: { first: ['X-Forwarded-For', 'X-Real-IP', 'proxy_protocol'] },
  resolver: { first: ['127.0.0.11'], next: ['valid=10s', 'valid=30s', 'ipv6=off'] },
  return: { first: ['301 https://$host$request_uri', '404', '403', '444', '204', '200', '302'] },
  rewrite: { first: [], next: ['permanent', 'redirect', 'last', 'break'] },
  root: { first: ['/usr/share/nginx/html', '/var/www/html'] },
  send_timeout: { first: ['10s', '60s'] },
  server_name: { first: ['_', 'example.com', 'localhost'], next: ['www.example.com'] },
  set_real_ip_from: { first: NETWORKS },
  ssl_ecdh_curve: { first: ['X25519:prime256v1:secp384r1'] },
  ssl_protocols: { first: ['TLSv1.2 TLSv1.3', 'TLSv1.3', 'TLSv1.2'], next: ['TLSv1.2', 'TLSv1.3'] },
  ssl_session_cache: { first: ['shared:SSL:10m', 'off', 'none'] },
  ssl_session_timeout: { first: ['1d', '10m'] },
  try_files: { first: ['$uri', '$uri $uri/ =404'], next: ['$uri/', '=404', '/index.html', '/index.php?$query_string'] },
  types_hash_max_size: { first: ['2048'] },
  use: { first: ['epoll', 'kqueue'] },
  user: { first: ['nginx', 'www-data'] },
  worker_connections: { first: ['1024', '4096'] },
  worker_processes: { first: ['auto', '1'] },
};

const NONE: UsualValues = { first: [] };

/** The values people choose from; empty for directives whose values nginx lists itself or nobody could guess. */
export function usualValues(directive: string): UsualValues {
  return Object.hasOwn(USUAL, directive) ? (USUAL[directive] ?? NONE) : NONE;
}
