import { fixIf } from '../../finding/fix.ts';
import { isForDevelopment, isLocal, servesContent } from '../../subjects/nginx/answers.ts';
import {
  isBehindTlsProxy,
  isNamed,
  redirectsToHttps,
  redirectsToPlain,
  redirectTo,
  STANDARD_TLS,
  serversOfSite,
  servesTheSame,
  tlsPort,
} from '../../subjects/nginx/topology.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'nginx/https-redirect-missing',
  subject: 'nginxScope',
  severity: 'medium',
  category: 'transport',
  profile: 'recommended',
  stages: 'production',
  summary: 'A site with HTTPS also serves its pages over plain HTTP',
  fix: 'behavior-changing',
  formats: ['nginx'],
  check(scope, report) {
    const { server } = scope;
    if (scope.kind !== 'server' || server === undefined || server.protocol !== 'http' || server.tls !== 'none') return;
    const plain = server.listens.filter((listen) => listen.port === 80 && !listen.socket.isLocal);
    if (plain.length === 0 || isLocal(server) || isForDevelopment(server) || !servesContent(server)) return;
    if (redirectsToHttps(server) || isBehindTlsProxy(scope.model)) return;
    const secure = serversOfSite(server).find((other) => other !== server && other.tls !== 'none');
    if (secure === undefined) return;
    const hasAcme = server.locations.some(({ path }) => path.includes('.well-known'));
    const isLoop = redirectsToPlain(secure);
    const redirect = hasAcme || isLoop || !servesTheSame(secure, server) ? undefined : redirectTo(secure);
    report({
      at: scope.at,
      message: messageFor(isLoop, tlsPort(secure), isNamed(server)),
      ...(isNamed(server) ? {} : { severity: 'low' as const }),
      related: [{ at: secure.scope.at, message: 'The HTTPS server of the same name' }],
      fixes:
        redirect === undefined
          ? []
          : fixIf(
              `Redirect port 80 to HTTPS (it answers 301 to port ${redirect.port}, for ever behind a proxy that ends TLS)`,
              'behavior-changing',
              scope.model.edit.insert(scope, [redirect.statement]),
            ).map((one) => ({ ...one, price: ['nginx/hsts-missing'] })),
    });
  },
});

function messageFor(isLoop: boolean, port: number | undefined, named: boolean): string {
  if (isLoop)
    return 'This site stays on plain HTTP: its HTTPS server redirects back to http://; serve it there, then redirect here';
  if (port === undefined)
    return 'Port 80 serves this site in clear; its HTTPS server has no port 443: redirect to https:// with the port it has';
  if (port !== STANDARD_TLS)
    return `Port 80 serves this site in clear; its HTTPS server is published as ${port}: redirect to https:// with that port`;
  return named
    ? 'Port 80 serves this site in clear although it has an HTTPS server; redirect to https:// instead'
    : 'Port 80 serves this site in clear; redirect to https://, with the port that is published where that is not 443';
}
