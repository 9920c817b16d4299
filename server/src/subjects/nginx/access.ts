import type { NginxDirective, NginxScope } from '../../formats/nginx/model.ts';
import { isLocal } from './answers.ts';

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
  const login = loginIn(scope);
  if (login !== undefined) {
    // `satisfy any` with an open list lets everybody in without the login.
    if (scope.scalar('satisfy').directive?.arg(0) === 'any' && list === 'open-list') return 'open';
    return 'restricted';
  }
  if (list === 'restricted') return 'restricted';
  if (CODE.some((name) => scope.scalar(name).directive !== undefined)) return 'unknown';
  return scope.array('allow', 'deny').known && scope.scalar('auth_basic').known ? 'open' : 'unknown';
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

/** What the `allow`/`deny` list in force does with strangers: the first line that covers them decides. */
export function addressList(scope: NginxScope): 'closed' | 'restricted' | 'open-list' | 'none' {
  const list = scope.array('allow', 'deny').directives;
  let allows = false;
  for (const directive of list) {
    const who = directive.arg(0)?.toLowerCase();
    if (who === 'all' || who === '0.0.0.0/0' || who === '::/0') {
      if (directive.name === 'allow') return 'open-list';
      return allows ? 'restricted' : 'closed';
    }
    if (directive.name === 'allow') allows = true;
  }
  return list.length === 0 ? 'none' : 'open-list';
}
