import { fixIf } from '../../finding/fix.ts';
import { HSTS_PRELOAD_MIN_AGE } from '../../knowledge/tls/hsts.ts';
import { isForDevelopment, isForMachines, isLocal, servesContent } from '../../subjects/nginx/answers.ts';
import { addHeaderEdits, copiedHeaders, responseHeaders } from '../../subjects/nginx/response-headers.ts';
import { isServedInClear } from '../../subjects/nginx/topology.ts';
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
    const line = (value: string): string => `add_header ${NAME} "${value}" always;`;
    const year = `max-age=${HSTS_PRELOAD_MIN_AGE}`;
    report({
      at: scope.at,
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
