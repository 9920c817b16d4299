import { type Fix, fixIf } from '../../finding/fix.ts';
import type { NginxDirective, NginxScope } from '../../formats/nginx/model/model.ts';
import { isWeakProtocol, protocolNamed, TLS_PROTOCOLS } from '../../knowledge/tls/mozilla.ts';
import { isOfDeveloperTool } from '../../subjects/nginx/developer-tool.ts';
import { imageVersion } from '../../subjects/nginx/image-version.ts';
import { decidingElsewhere, hasAnotherDefault, isOpportunistic, tlsDecider } from '../../subjects/nginx/tls-server.ts';
import { isBefore } from '../../subjects/nginx/version.ts';
import { cover } from '../../text/span.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/tls-protocols-weak',
  subject: 'nginxDirective',
  directives: ['ssl_protocols'],
  severity: 'high',
  category: 'transport',
  profile: 'essential',
  stages: 'any',
  summary: 'TLS protocols with known attacks are enabled',
  fix: 'behavior-changing',
  formats: ['nginx'],
  thresholds: { 'minimum-version': { default: 1.2, description: 'Oldest TLS version that is accepted (1.2 or 1.3)' } },
  check(directive, report, context) {
    const { scope } = directive;
    if (isOpportunistic(scope) || isUnused(scope) || isWithoutEffect(directive, context.nginx.version)) return;
    const strict = context.threshold('minimum-version') >= 1.3 || context.nginx.tls === 'modern';
    const isTooOld = (name: string): boolean => isWeakProtocol(name) || (strict && name === 'TLSv1.2');
    const named = directive.args.map((word) => ({ word, name: protocolNamed(word.value) }));
    const weak = named.filter(({ name }) => name !== undefined && isTooOld(name));
    const [first] = weak;
    const last = weak.at(-1);
    if (first === undefined || last === undefined) return;
    const kept = named.filter((it) => !weak.includes(it)).map(({ word }) => word.value);
    const newer = TLS_PROTOCOLS.filter((name) => !isTooOld(name));
    const isOld = mayLackTls13(scope, context.nginx.version);
    const wanted = isOld ? known(kept, newer) : withNewest(kept, newer);
    const names = weak.map(({ name }) => name).join(', ');
    const isSsl = weak.some(({ name }) => name?.startsWith('SSL') === true);
    const onlyStrict = weak.every(({ name }) => name === 'TLSv1.2');
    report({
      at: { uri: directive.uri, span: cover(first.word.span, last.word.span) },
      message: onlyStrict
        ? 'ssl_protocols allows TLSv1.2 although TLS 1.3 is the minimum asked for; keep TLSv1.3'
        : messageFor(names, isSsl, isOld),
      ...(onlyStrict || isOnlyDefault(scope) || isOfDeveloperTool(directive.uri)
        ? { severity: 'low' as const }
        : isSsl
          ? {}
          : { severity: 'medium' as const }),
      // what clients would lose is said of a server that speaks TLS
      fixes: speaksNoTls(scope) ? [] : protocolFix(directive, names, wanted, isTooOld, context.nginx.version),
    });
  },
});

/** The fix here and, for sockets whose default is another server, in the line that decides there: both or none. */
function protocolFix(
  directive: NginxDirective,
  names: string,
  wanted: readonly string[],
  isTooOld: (name: string) => boolean,
  version: string | undefined,
): readonly Fix[] {
  const { server, model } = directive.scope;
  const isPerServer = version !== undefined && !isBefore(version, '1.29.2');
  const deciding =
    directive.name !== 'ssl_protocols' || directive.scope.kind !== 'server' || server === undefined || isPerServer
      ? []
      : decidingElsewhere(server, directive.name);
  const others = deciding.filter(
    (other) => other !== directive && other.values.some((word) => isTooOld(protocolNamed(word) ?? '')),
  );
  const parts = [directive, ...others].map((one) => model.edit.replaceArgs(one, wanted));
  const where = others.length === 0 ? '' : ' here and for its default server';
  // in a file on its own the server that decides for the socket may take its protocols from a file that is not seen
  const isShared = server !== undefined && deciding.length === 0 && !isPerServer && hasAnotherDefault(server);
  const once = isShared ? ' once the default server of the socket refuses them too' : '';
  return fixIf(
    `Use ssl_protocols ${wanted.join(' ')}${where} (clients that only speak ${names} lose access${once})`,
    'behavior-changing',
    parts.flat(),
  );
}

function messageFor(names: string, isSsl: boolean, isOld: boolean): string {
  const keep = isOld ? 'keep TLSv1.2' : 'keep TLSv1.2 and TLSv1.3';
  return isSsl
    ? `ssl_protocols allows ${names}, which can be broken on the line; ${keep}`
    : `ssl_protocols allows ${names}, deprecated since 2021 (RFC 8996); ${keep}`;
}

/** Kept protocols and the newest one: who writes a list of old ones has not said no to TLS 1.3. */
function withNewest(kept: readonly string[], all: readonly string[]): readonly string[] {
  if (kept.includes('TLSv1.3')) return kept;
  return kept.length > 0 ? [...kept, 'TLSv1.3'] : all;
}

/** The same for a program that stops at the word TLSv1.3. */
function known(kept: readonly string[], all: readonly string[]): readonly string[] {
  return kept.length > 0 ? kept : all.filter((name) => name !== 'TLSv1.3');
}

/** Whether the nginx is older than 1.13.0, which brought the parameter (https://nginx.org/en/CHANGES), by its image, the settings or a folder's name. */
function mayLackTls13(scope: NginxScope, set: string | undefined): boolean {
  const version = set ?? imageVersion(scope);
  if (version !== undefined) return isBefore(version, '1.13.0');
  return OLD_FOLDER.test(scope.uri);
}

/** `nginx/1.10/conf`, `openssl/1.0.2/`: TLS 1.3 came with OpenSSL 1.1.1. */
const OLD_FOLDER = /\/(?:nginx[/_-]v?(?:0\.\d+|1\.(?:\d|1[0-2])(?!\d))|openssl[/_-]v?(?:0\.|1\.0\.|1\.1\.0))/i;

/** A default of the distribution's nginx.conf that no server uses. */
function isUnused(scope: NginxScope): boolean {
  const { servers } = scope.model;
  return (
    scope.kind === 'http' && !scope.hides('server') && servers.length > 0 && servers.every(({ tls }) => tls === 'none')
  );
}

/** A server whose sockets all speak plain HTTP, also where their port is 443: no protocol is in use until one gets `ssl`. */
function speaksNoTls(scope: NginxScope): boolean {
  const { server } = scope;
  return scope.kind === 'server' && server?.tls === 'none' && server.listens.length > 0 && !scope.hides('listen');
}

/** A default for servers of which none that is seen speaks TLS; others may come in by an include. */
function isOnlyDefault(scope: NginxScope): boolean {
  const { servers } = scope.model;
  return scope.kind === 'http' && scope.visible && scope.hides('server') && servers.every(({ tls }) => tls === 'none');
}

/** Another server decides for the socket; `tls-protocols-per-vhost-ignored` says so. */
function isWithoutEffect({ scope }: NginxDirective, version: string | undefined): boolean {
  if (scope.kind !== 'server' || scope.server === undefined) return false;
  if (version !== undefined && !isBefore(version, '1.29.2')) return false;
  const theirs = tlsDecider(scope.server)?.scope.effective('ssl_protocols');
  return theirs?.known === true && theirs.directive !== undefined;
}
