import type { Span } from './span.ts';
import { type ScannedUrl, scanUrls, skipReference } from './url-scan.ts';

/** How a connection string is written: what separates one parameter from the next. */
export type ConnectionSyntax = 'url' | 'semicolons' | 'blanks' | 'go';

/** A URL, or a connection string without a scheme; then `scheme` is empty and `kind` names the database. */
export interface ScannedConnection extends ScannedUrl {
  readonly syntax: ConnectionSyntax;
  /** The database of a string without a scheme: `sqlserver`, `postgres`, `mysql`. */
  readonly kind: string | undefined;
}

/**
 * The connections a text names: its URLs, or else the whole text as a connection string of ADO.NET or ODBC (`Server=…;Password=…`),
 * of libpq (`host=… password=…`) or of Go's MySQL driver (`user:password@tcp(host)/db`). Linear; spans are shifted by `offset`.
 */
export function scanConnections(text: string, offset = 0): readonly ScannedConnection[] {
  const urls = scanUrls(text, offset);
  if (urls.length > 0) return urls.map((url) => ({ ...url, syntax: 'url', kind: undefined }));
  const other = text.includes('@tcp(') || text.includes('@unix(') ? goMysql(text, offset) : keywords(text, offset);
  return other === undefined ? [] : [other];
}

interface Pair {
  readonly name: Span;
  readonly value: Span;
  readonly key: string;
}

const HOST_KEYS: ReadonlySet<string> = new Set([
  'host',
  'server',
  'datasource',
  'address',
  'addr',
  'networkaddress',
  'hostaddr',
]);
const USER_KEYS: ReadonlySet<string> = new Set(['user', 'userid', 'uid', 'username']);
const PASSWORD_KEYS: ReadonlySet<string> = new Set(['password', 'pwd']);

/** `Name=value` pairs between semicolons, or between blanks; at least a host and something a database asks for. */
function keywords(text: string, offset: number): ScannedConnection | undefined {
  if (text.length > 4096 || !text.includes('=')) return undefined;
  const syntax = text.includes(';') ? 'semicolons' : 'blanks';
  const pairs = pairsOf(text, syntax === 'semicolons' ? ';' : ' ');
  const find = (keys: ReadonlySet<string>): Pair | undefined => pairs.find((pair) => keys.has(pair.key));
  const host = find(HOST_KEYS);
  const user = find(USER_KEYS);
  const password = find(PASSWORD_KEYS);
  const database = pairs.find(({ key }) => key === 'dbname' || key === 'database' || key === 'initialcatalog');
  if (host === undefined || pairs.length < 2 || (user ?? password ?? database) === undefined) return undefined;
  const kind = kindOf(syntax, new Set(pairs.map(({ key }) => key)));
  if (kind === undefined) return undefined;
  const move = ({ start, end }: Span): Span => ({ start: start + offset, end: end + offset });
  const target = hostOf(text, host.value);
  return {
    syntax,
    kind,
    span: move({ start: 0, end: text.length }),
    scheme: move({ start: host.name.start, end: host.name.start }),
    user: user && move(user.value),
    password: password && move(password.value),
    hosts:
      target.host.start < target.host.end ? [{ host: move(target.host), port: target.port && move(target.port) }] : [],
    path: undefined,
    query: pairs.map(({ name, value }) => ({ name: move(name), value: move(value) })),
  };
}

function kindOf(syntax: ConnectionSyntax, keys: ReadonlySet<string>): string | undefined {
  if (syntax === 'blanks')
    return keys.has('dbname') || keys.has('sslmode') || keys.has('user') ? 'postgres' : undefined;
  if (keys.has('initialcatalog') || keys.has('encrypt') || keys.has('trustservercertificate') || keys.has('datasource'))
    return 'sqlserver';
  if (keys.has('host') && (keys.has('username') || keys.has('sslmode'))) return 'postgres';
  if (keys.has('sslmode') || keys.has('uid')) return 'mysql';
  return keys.has('server') && keys.has('database') ? 'sqlserver' : undefined;
}

/** `tcp:host,1433`, `host:5432`, `host\\instance`. */
function hostOf(text: string, value: Span): { readonly host: Span; readonly port: Span | undefined } {
  const start = text.startsWith('tcp:', value.start) ? value.start + 4 : value.start;
  let end = start;
  while (end < value.end && !',:\\'.includes(text[end] ?? '')) end = Math.max(end + 1, skipReference(text, end));
  const stop = Math.min(end, value.end);
  const port = text[stop] === ',' || text[stop] === ':' ? { start: stop + 1, end: value.end } : undefined;
  return { host: { start, end: stop }, port };
}

function pairsOf(text: string, separator: string): readonly Pair[] {
  const pairs: Pair[] = [];
  let start = 0;
  for (let i = 0; i <= text.length; ) {
    if (i === text.length || text[i] === separator) {
      const pair = pairIn(text, start, i);
      if (pair !== undefined) pairs.push(pair);
      else if (i > start && separator === ' ') return [];
      start = i + 1;
      i++;
      continue;
    }
    const quote = text[i];
    const close = (quote === "'" || quote === '"') && text[i - 1] === '=' ? text.indexOf(quote, i + 1) : -1;
    i = close > 0 ? close + 1 : Math.max(i + 1, skipReference(text, i));
  }
  return pairs;
}

function pairIn(text: string, start: number, end: number): Pair | undefined {
  const equals = text.indexOf('=', start);
  if (equals <= start || equals >= end) return undefined;
  const key = text.slice(start, equals).replace(/\s+/g, '').toLowerCase();
  if (!/^[a-z_]{2,40}$/.test(key)) return undefined;
  const quoted =
    end - equals > 2 && (text[equals + 1] === "'" || text[equals + 1] === '"') && text[end - 1] === text[equals + 1];
  const lead = text.slice(start, equals).length - text.slice(start, equals).trimStart().length;
  return {
    key,
    name: { start: start + lead, end: equals },
    value: quoted ? { start: equals + 2, end: end - 1 } : { start: equals + 1, end },
  };
}

const GO_SCHEME = 'mysql://';

/** `user:password@tcp(host:3306)/db?tls=false`, as github.com/go-sql-driver/mysql reads it. */
function goMysql(text: string, offset: number): ScannedConnection | undefined {
  const at = Math.max(text.lastIndexOf('@tcp('), text.lastIndexOf('@unix('));
  const open = text.indexOf('(', at);
  const close = text.indexOf(')', open);
  if (at < 0 || close < 0 || /\s/.test(text.slice(0, at))) return undefined;
  // the rest is read as a URL of the same shape; its spans are then put where they stand here
  const inner = text.startsWith('@unix', at) ? '' : text.slice(open + 1, close);
  const [url] = scanUrls(`${GO_SCHEME}${inner}${text.slice(close + 1)}`);
  if (url === undefined) return undefined;
  const tailStart = GO_SCHEME.length + inner.length;
  const place = ({ start, end }: Span): Span => {
    const shift = offset + (start >= tailStart ? close + 1 - tailStart : open + 1 - GO_SCHEME.length);
    return { start: start + shift, end: end + shift };
  };
  const colon = text.indexOf(':');
  const move = (start: number, end: number): Span => ({ start: start + offset, end: end + offset });
  return {
    syntax: 'go',
    kind: 'mysql',
    span: move(0, text.length),
    scheme: move(at + 1, open),
    user: move(0, colon > 0 && colon < at ? colon : at),
    password: colon > 0 && colon < at ? move(colon + 1, at) : undefined,
    hosts: url.hosts.map(({ host, port }) => ({ host: place(host), port: port && place(port) })),
    path: url.path && place(url.path),
    query: url.query.map(({ name, value }) => ({ name: place(name), value: value && place(value) })),
  };
}
