const words = (text: string): readonly string[] => text.split(' ');

/** What nginx's own files say to an application over FastCGI, uwsgi and SCGI. */
const FASTCGI = words(
  'QUERY_STRING REQUEST_METHOD CONTENT_TYPE CONTENT_LENGTH SCRIPT_NAME REQUEST_URI DOCUMENT_URI DOCUMENT_ROOT SERVER_PROTOCOL ' +
    'REQUEST_SCHEME HTTPS GATEWAY_INTERFACE SERVER_SOFTWARE REMOTE_ADDR REMOTE_PORT SERVER_ADDR SERVER_PORT SERVER_NAME REDIRECT_STATUS',
);
const UWSGI = words(
  'QUERY_STRING REQUEST_METHOD CONTENT_TYPE CONTENT_LENGTH REQUEST_URI PATH_INFO DOCUMENT_ROOT SERVER_PROTOCOL REQUEST_SCHEME HTTPS ' +
    'REMOTE_ADDR REMOTE_PORT SERVER_PORT SERVER_NAME',
);
const SCGI = words(
  'REQUEST_METHOD REQUEST_URI QUERY_STRING CONTENT_TYPE DOCUMENT_URI DOCUMENT_ROOT SCGI SERVER_PROTOCOL REQUEST_SCHEME HTTPS ' +
    'REMOTE_ADDR REMOTE_PORT SERVER_PORT SERVER_NAME',
);

/** A directive a stock file holds, with the names it sets; no names: the directive stands there once or its values do not matter. */
type Stock = Readonly<Record<string, readonly string[]>>;

/**
 * Files that every package brings or a well-known tool writes, with what they hold. `*_params`, `fastcgi.conf`, `mime.types` and the tables of
 * characters: nginx's own `conf/`; `proxy_params` and `fastcgi-php.conf`: Debian's package; the last two: certbot and ssl-cert.
 */
const STOCK: Readonly<Record<string, Stock>> = {
  'mime.types': { types: [] },
  fastcgi_params: { fastcgi_param: FASTCGI },
  'fastcgi.conf': { fastcgi_param: ['SCRIPT_FILENAME', ...FASTCGI] },
  scgi_params: { scgi_param: SCGI },
  uwsgi_params: { uwsgi_param: UWSGI },
  proxy_params: { proxy_set_header: words('Host X-Real-IP X-Forwarded-For X-Forwarded-Proto') },
  'fastcgi-php.conf': {
    fastcgi_split_path_info: [],
    try_files: [],
    set: [],
    fastcgi_param: ['PATH_INFO', 'SCRIPT_FILENAME', ...FASTCGI],
    fastcgi_index: [],
  },
  'koi-utf': {},
  'koi-win': {},
  'win-utf': {},
  'options-ssl-nginx.conf': {
    ssl_session_cache: [],
    ssl_session_timeout: [],
    ssl_session_tickets: [],
    ssl_protocols: [],
    ssl_prefer_server_ciphers: [],
    ssl_ciphers: [],
  },
  'snakeoil.conf': { ssl_certificate: [], ssl_certificate_key: [] },
};

function stockFile(path: string): Stock | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return Object.hasOwn(STOCK, name) ? STOCK[name] : undefined;
}

/** The directives a stock file may hold; `undefined` when it is not one. */
export function stockDirectives(path: string): ReadonlySet<string> | undefined {
  const stock = stockFile(path);
  return stock === undefined ? undefined : new Set(Object.keys(stock));
}

/** The names that a stock file sets by a directive (`fastcgi_param`), as written there; empty when it sets none. */
export function stockNames(path: string, directive: string): readonly string[] {
  const stock = stockFile(path);
  return stock !== undefined && Object.hasOwn(stock, directive) ? (stock[directive] ?? []) : [];
}
