import type { NginxDirective, NginxScope } from '../../formats/nginx/model/model.ts';

/** A `proxy_pass` / `grpc_pass` … target taken apart. */
export interface UpstreamTarget {
  readonly directive: NginxDirective;
  readonly text: string;
  /** Lower case; empty for `fastcgi_pass host:port`. */
  readonly scheme: string;
  /** Without brackets, lower case; empty for unix sockets. May hold variables. */
  readonly host: string;
  readonly port: string | undefined;
  /** From the first `/` behind the host on; `undefined` when the target has none (the request path is passed as it is). */
  readonly uri: string | undefined;
  readonly isUnix: boolean;
  /** The `upstream` block the host names. */
  readonly upstream: NginxScope | undefined;
}

export type HostKind =
  | 'variable'
  | 'loopback'
  | 'private'
  | 'public-address'
  | 'single-label'
  | 'internal-name'
  | 'public-name';

/** Reads the first argument; `undefined` when there is none. */
export function upstreamTarget(directive: NginxDirective): UpstreamTarget | undefined {
  const text = directive.arg(0);
  if (text === undefined || text === '') return undefined;
  const schemeEnd = text.indexOf('://');
  const scheme = schemeEnd < 0 ? '' : text.slice(0, schemeEnd).toLowerCase();
  const rest = schemeEnd < 0 ? text : text.slice(schemeEnd + 3);
  if (rest.startsWith('unix:')) {
    const colon = rest.indexOf(':', 'unix:'.length);
    const uri = colon < 0 ? undefined : rest.slice(colon + 1);
    return { directive, text, scheme, host: '', port: undefined, uri, isUnix: true, upstream: undefined };
  }
  const slash = rest.indexOf('/');
  const authority = slash < 0 ? rest : rest.slice(0, slash);
  const { host, port } = splitPort(authority);
  const protocol = directive.scope.protocol === 'stream' ? 'stream' : 'http';
  return {
    directive,
    text,
    scheme,
    host,
    port,
    uri: slash < 0 ? undefined : rest.slice(slash),
    isUnix: false,
    upstream: host.includes('$') ? undefined : directive.scope.model.upstream(host, protocol),
  };
}

function splitPort(authority: string): { readonly host: string; readonly port: string | undefined } {
  const bracket = authority.lastIndexOf(']');
  const colon = authority.indexOf(':', bracket + 1);
  const host = (colon < 0 ? authority : authority.slice(0, colon)).toLowerCase();
  const bare = host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
  return { host: bare, port: colon < 0 ? undefined : authority.slice(colon + 1) };
}

const INTERNAL =
  /(^|\.)(local|localdomain|internal|intranet|lan|svc|cluster|home|corp|private|test|example|invalid|consul|docker|arpa|prod|production|stage|staging|dev\.local|cloud\.internal)$/;

/** What kind of place a host name or address is. */
export function hostKind(host: string): HostKind {
  if (host.includes('$')) return 'variable';
  if (host === 'localhost' || host.endsWith('.localhost') || host.startsWith('127.') || host === '::1')
    return 'loopback';
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(host)) return isPrivateAddress(host) ? 'private' : 'public-address';
  if (host.includes(':')) return /^(fc|fd|fe8|fe9|fea|feb)/.test(host) ? 'private' : 'public-address';
  if (!host.includes('.')) return 'single-label';
  return INTERNAL.test(host) ? 'internal-name' : 'public-name';
}

/** RFC 1918, RFC 6598, link-local and this-host addresses. */
function isPrivateAddress(address: string): boolean {
  const [a = 0, b = 0] = address.split('.').map(Number);
  if (a === 10 || a === 0 || a === 127) return true;
  return (
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && b === 168) ||
    (a === 100 && b >= 64 && b < 128) ||
    (a === 169 && b === 254)
  );
}

/** The part of a target that decides where nginx connects: everything up to the first `/` or `?` behind the scheme. */
export function targetAuthority(text: string): string {
  const schemeEnd = text.indexOf('://');
  const start = schemeEnd < 0 ? 0 : schemeEnd + 3;
  const end = text.slice(start).search(/[/?#]|\$(request_uri|uri|document_uri|is_args|args|query_string)\b/i);
  return end < 0 ? text : text.slice(0, start + end);
}
