import type { NginxDirective, NginxInclude, NginxScope, NginxServer } from '../../formats/nginx/model/model.ts';
import { answer, handlerOf, isLocal } from './answers.ts';

/** Who reaches a location, as far as the files say. */
export type Access =
  /** Nobody from outside: `deny all`, `internal`, only loopback sockets. */
  | 'closed'
  /** Somebody with a password, a certificate, a token or an address on a list. */
  | 'restricted'
  | 'open'
  | 'unknown';

const CODE = ['access_by_lua_block', 'access_by_lua_file', 'access_by_lua', 'js_access', 'perl_access', 'modsecurity'];
const LOGINS = [
  'auth_basic',
  'auth_request',
  'auth_jwt',
  'auth_oidc',
  'auth_jwt_key_file',
  'auth_pam',
  'auth_ldap',
  'oidc',
];

/** Whether requests to a scope are checked before its content is served. */
export function accessTo(scope: NginxScope): Access {
  const server = scope.server;
  if (server !== undefined && isLocal(server)) return 'closed';
  if (scope.scalar('internal').directive !== undefined || scope.location?.modifier === '@') return 'closed';
  const list = addressList(scope);
  if (list === 'closed') return 'closed';
  const isOwnList = scope.own('allow').length > 0;
  const login = loginIn(scope);
  if (login !== undefined) {
    // `satisfy any` with an open list lets everybody in without the login.
    if (scope.scalar('satisfy').directive?.arg(0) === 'any' && list === 'everybody') return 'open';
    return 'restricted';
  }
  if (list === 'restricted') return 'restricted';
  if (list === 'everybody' && isOwnList) return 'open';
  if (CODE.some((name) => scope.scalar(name).directive !== undefined)) return 'unknown';
  return isSeenUpToServer(scope) ? 'open' : 'unknown';
}

const UNREAD: readonly NginxInclude['state'][] = ['missing', 'empty', 'unseen'];

/** Whether an include between a scope and its server, which is not here, may restrict who comes in. */
export function mayBeRestricted(scope: NginxScope): boolean {
  const levels = scope.chain().filter(({ kind }) => kind !== 'http' && kind !== 'main' && kind !== 'unknown');
  return scope.model.includes.some(
    ({ state, directive }) => UNREAD.includes(state) && levels.includes(directive.scope),
  );
}

/** Whether everything from the scope up to its server is visible. Access rules in `http` are rare enough not to wait for it. */
function isSeenUpToServer(scope: NginxScope): boolean {
  const server = scope.server?.scope;
  if (server === undefined || !server.visible) return false;
  return scope
    .chain()
    .every((level) => level.kind === 'http' || level.kind === 'main' || level.kind === 'unknown' || level.complete);
}

/** The login in force at a scope: `auth_basic`, `auth_request`, a client certificate …; `undefined`: none that we see. */
export function loginIn(scope: NginxScope): NginxDirective | undefined {
  for (const name of LOGINS) {
    const directive = scope.scalar(name).directive;
    if (directive !== undefined && directive.arg(0)?.toLowerCase() !== 'off') return directive;
  }
  const certificate = scope.scalar('ssl_verify_client').directive;
  return certificate?.arg(0)?.toLowerCase() === 'on' ? certificate : undefined;
}

/**
 * What the `allow`/`deny` list in force does with strangers: the first line that covers them decides. `unlisted`: no line does,
 * so they pass unless a login stops them.
 */
export function addressList(scope: NginxScope): 'closed' | 'restricted' | 'everybody' | 'unlisted' | 'none' {
  const list = scope.array('allow', 'deny').directives;
  let allows = false;
  for (const directive of list) {
    if (coversEverybody(directive)) {
      if (directive.name === 'allow') return 'everybody';
      return allows ? 'restricted' : 'closed';
    }
    if (directive.name === 'allow') allows = true;
  }
  return list.length === 0 ? 'none' : 'unlisted';
}

/** `allow all`, `deny 0.0.0.0/0`; `::/0` covers no IPv4 client. */
export function coversEverybody(directive: NginxDirective): boolean {
  return ['all', '0.0.0.0/0'].includes(directive.arg(0)?.toLowerCase() ?? '');
}

/** The `allow` lines of a scope that no `deny` follows up; empty when a login or an unseen include decides as well. */
export function allowsWithoutDeny(scope: NginxScope): readonly NginxDirective[] {
  const allows = scope.own('allow');
  if (allows.length === 0 || scope.own('deny').length > 0 || !scope.complete || allows.some(coversEverybody)) return [];
  const isLoginEnough = scope.scalar('satisfy').directive?.arg(0) === 'any' && loginIn(scope) !== undefined;
  return isLoginEnough ? [] : allows;
}

/** Whether a scope turns every outside request away: `deny all`, or an answer of 4xx. */
export function refuses(scope: NginxScope): boolean {
  const status = answer(scope)?.status;
  return (
    (status !== undefined && status >= 400) || addressList(scope) === 'closed' || scope.first('internal') !== undefined
  );
}

/** Whether nginx itself would hand out the file at a path of the server if it were there. */
export function handsOut(server: NginxServer, uri: string): boolean {
  const place = server.match(uri);
  if (place === 'unknown') return false;
  const scope = place === 'none' ? server.scope : place.scope;
  if (handlerOf(scope) !== undefined || refuses(scope)) return false;
  const access = accessTo(scope);
  return access === 'open' || access === 'unknown';
}
