import type { NginxDirective, NginxModel } from '../../formats/nginx/model/model.ts';
import { hostKind, upstreamTarget } from '../../subjects/nginx/upstream-target.ts';
import { defineRule } from '../contract.ts';

/** What else looks names up while nginx runs: OCSP, code, modules that fetch keys and certificates. */
const OTHERS =
  /^(?:ssl_stapling|ssl_ocsp|ssl_stapling_responder|js_\w+|auth_jwt\w*|acme_\w+|otel_\w+|oidc\w*|mail|smtp_auth|perl\w*)$|lua/;

export default defineRule({
  id: 'nginx/resolver-unused',
  subject: 'nginxDirective',
  directives: ['resolver'],
  severity: 'low',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A resolver is set, but names are looked up only when nginx starts',
  fix: 'none',
  formats: ['nginx'],
  check(directive, report) {
    const { scope } = directive;
    if (scope.protocol !== 'http' || scope.first('resolver') !== directive) return;
    const scopes = [scope, ...scope.descendants()];
    if (scopes.some((inner) => inner.directives.some(usesResolver))) return;
    // a location passes requests on once: what else stands around a fragment does not matter then
    const isLocation = scope.directives.some(({ name }) => name.endsWith('_pass'));
    if (!isLocation && scopes.some((inner) => !inner.complete)) return;
    if (usesInUpstreams(scope.model)) return;
    const found = scopes
      .flatMap(({ directives }) => directives)
      .map(nameOf)
      .find((target) => target !== undefined);
    if (found === undefined) return;
    const advice = found.isInUpstream ? 'add resolve to its server' : 'pass by a variable';
    report({
      at: directive.at,
      message: `Nothing asks this resolver: ${found.host.slice(0, 34)} is looked up once, when nginx starts; ${advice}`,
    });
  },
});

/** Whether a directive looks a name up while nginx runs, or may. */
function usesResolver(directive: NginxDirective): boolean {
  if (OTHERS.test(directive.name)) return true;
  return directive.name.endsWith('_pass') && directive.arg(0)?.includes('$') === true;
}

/** The upstreams of a configuration are read once for all its resolvers. A cache only. */
const known = new WeakMap<NginxModel, boolean>();

function usesInUpstreams(model: NginxModel): boolean {
  const found =
    known.get(model) ??
    model.upstreams.some(
      (upstream) => !upstream.complete || upstream.own('server').some((line) => line.has('resolve')),
    );
  known.set(model, found);
  return found;
}

/**
 * The host name that a directive passes requests to, where it is one that a name server knows. A variable that holds the name of an
 * upstream is that upstream still: there only `resolve` asks, or nothing.
 */
function nameOf(directive: NginxDirective): { readonly host: string; readonly isInUpstream: boolean } | undefined {
  const target = /^(?:proxy|grpc|fastcgi|uwsgi|scgi)_pass$/.test(directive.name)
    ? upstreamTarget(directive)
    : undefined;
  if (target === undefined || target.isUnix) return undefined;
  const hosts =
    target.upstream === undefined
      ? [target.host]
      : target.upstream.own('server').map((line) => upstreamTarget(line)?.host ?? '');
  const host = hosts.find((one) => ['single-label', 'internal-name', 'public-name'].includes(hostKind(one)));
  return host === undefined ? undefined : { host, isInUpstream: target.upstream !== undefined };
}
