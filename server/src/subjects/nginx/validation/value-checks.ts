import type { NginxDirective } from '../../../formats/nginx/model/model.ts';
import {
  checkAccess,
  checkAlways,
  checkErrorPage,
  checkExpires,
  checkGeo,
  checkListen,
  checkReferers,
  checkResolver,
} from './address-values.ts';
import { checkLocation, checkProxyPass, checkServer, checkSocketPass, checkUpstream } from './location-values.ts';
import { checkPlainValue } from './plain-values.ts';
import {
  checkIf,
  checkMap,
  checkReturn,
  checkRewrite,
  checkVariableArgument,
  checkVariables,
} from './rewrite-values.ts';
import { checkCertificatePair, checkCiphers, checkCurves, checkVerifyClient } from './tls-values.ts';
import type { ValueCheck, ValueProblem } from './value-problem.ts';
import { checkKnownVariables } from './variable-values.ts';

/** Directives with code of their own in nginx. */
const CHECKS: ReadonlyMap<string, ValueCheck> = new Map<string, ValueCheck>(
  Object.entries<ValueCheck>({
    add_header: checkAlways,
    add_trailer: checkAlways,
    allow: checkAccess,
    deny: checkAccess,
    error_page: checkErrorPage,
    expires: checkExpires,
    geo: (directive) => [...checkVariableArgument(directive), ...checkGeo(directive)],
    if: checkIf,
    listen: checkListen,
    location: checkLocation,
    map: checkMap,
    proxy_pass: checkProxyPass,
    fastcgi_pass: checkSocketPass,
    resolver: checkResolver,
    return: checkReturn,
    scgi_pass: checkSocketPass,
    server: checkServer,
    uwsgi_pass: checkSocketPass,
    rewrite: checkRewrite,
    set: checkVariableArgument,
    split_clients: checkVariableArgument,
    ssl_certificate: checkCertificatePair,
    ssl_ciphers: checkCiphers,
    ssl_ecdh_curve: checkCurves,
    ssl_verify_client: checkVerifyClient,
    upstream: checkUpstream,
    valid_referers: checkReferers,
  }),
);

/** Everything nginx would refuse about the values of a directive that is otherwise in order. */
export function valueProblems(directive: NginxDirective, version: string | undefined): readonly ValueProblem[] {
  const own = CHECKS.get(directive.name);
  const problems = own === undefined ? checkPlainValue(directive) : own(directive, version);
  if (problems.length > 0) return problems;
  // What follows is about variables.
  if (!directive.values.some((value) => value.includes('$'))) return problems;
  const malformed = checkVariables(directive);
  return malformed.length > 0 ? malformed : checkKnownVariables(directive);
}
