import { fixIf } from '../../finding/fix.ts';
import type { NginxServer } from '../../formats/nginx/model/model.ts';
import { HSTS_PRELOAD_MIN_AGE } from '../../knowledge/tls/hsts.ts';
import {
  handlerOf,
  isForDevelopment,
  isForMachines,
  isLocal,
  servesContent,
  startOf,
} from '../../subjects/nginx/answers.ts';
import { addHeaderEdits, copiedHeaders, responseHeaders } from '../../subjects/nginx/response-headers.ts';
import { isServedInClear, STANDARD_TLS } from '../../subjects/nginx/topology.ts';
import { defineRule } from '../contract.ts';

const NAME = 'Strict-Transport-Security';

export default defineRule({
  id: 'nginx/hsts-missing',
  subject: 'nginxScope',
  severity: 'medium',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'TLS server does not send Strict-Transport-Security',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(scope, report) {
    const { server } = scope;
    if (scope.kind !== 'server' || server === undefined || server.protocol !== 'http' || server.tls === 'none') return;
    if (isLocal(server) || isForDevelopment(server) || isForMachines(server) || !servesContent(server)) return;
    // The redirect comes first: HSTS before it would lock visitors out of what only plain HTTP serves.
    if (isServedInClear(server)) return;
    const headers = responseHeaders(scope);
    if (!headers.known || headers.find(NAME) !== undefined) return;
    // Set in the locations instead: `hsts-dropped` looks at those.
    if (scope.descendants().some((inner) => responseHeaders(inner).find(NAME) !== undefined)) return;
    if (mayComeFromUpstream(server)) return;
    const line = (value: string): string => `add_header ${NAME} "${value}" always;`;
    const year = `max-age=${HSTS_PRELOAD_MIN_AGE}`;
    report({
      at: scope.at,
      ...(isBesideTheSite(server) ? { severity: 'low' as const } : {}),
      message: 'TLS server sends no Strict-Transport-Security, so visitors can be kept on plain HTTP; add the header',
      fixes: [
        ...fixIf(
          'Send HSTS for a year, this host only (browsers refuse plain HTTP for it)',
          'behavior-changing',
          addHeaderEdits(scope, [{ name: NAME, statement: line(year) }]),
          copiedHeaders(scope),
        ),
        ...fixIf(
          'Send HSTS for a year (browsers refuse plain HTTP for this host and its subdomains)',
          'behavior-changing',
          addHeaderEdits(scope, [{ name: NAME, statement: line(`${year}; includeSubDomains`) }]),
          copiedHeaders(scope),
        ),
      ],
    });
  },
});

/** Whether an application that speaks TLS itself answers for `/`: it may send the header too, and nginx passes it on. */
function mayComeFromUpstream(server: NginxServer): boolean {
  const scope = startOf(server)?.scope;
  const handler = scope === undefined ? undefined : handlerOf(scope);
  if (scope === undefined || handler === undefined) return false;
  if (scope.array('proxy_hide_header').directives.some((line) => line.arg(0)?.toLowerCase() === NAME.toLowerCase()))
    return false;
  return /^(?:https|grpcs):/i.test(handler.arg(0) ?? '');
}

/** Ports that containers without privileges use where they are published as 443. */
const STAND_INS: ReadonlySet<number | undefined> = new Set([4443, 8443]);

/** Whether TLS is on a port that people type with `https://` in front: no plain side of it takes them there. */
function isBesideTheSite(server: NginxServer): boolean {
  const ports = server.listens.filter(({ socket }) => socket.ssl || socket.quic).map(({ port }) => port);
  const published = server.scope.model.containersOf(server.scope.uri).flatMap((container) => container.ports);
  return ports.every((port) => {
    if (port === undefined || port === STANDARD_TLS) return false;
    const hosts = published.filter(({ target }) => target === port).map(({ host }) => host);
    return hosts.length === 0
      ? !STAND_INS.has(port)
      : hosts.every((host) => host !== undefined && host !== STANDARD_TLS);
  });
}
