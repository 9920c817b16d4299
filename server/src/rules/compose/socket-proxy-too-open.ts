import { fixIf } from '../../finding/fix.ts';
import { isKind } from '../../knowledge/images/lookup.ts';
import { quoted } from '../../subjects/compose/names.ts';
import { factsOf } from '../../subjects/compose/role.ts';
import { placeOfVariable, setVariable } from '../../subjects/compose/variables.ts';
import { defineRule, yaml } from '../contract.ts';

const TRUE: ReadonlySet<string> = new Set(['1', 'true', 'yes', 'on']);

export default defineRule({
  id: 'compose/socket-proxy-too-open',
  subject: 'service',
  severity: 'medium',
  severityBecause:
    'A foothold in one client of the proxy gives the host, as if it had the socket itself; the proxy is one step between.',
  category: 'isolation',
  profile: 'recommended',
  stages: 'any',
  summary: 'Docker socket proxy lets its clients start containers',
  why: 'A socket proxy is safe because it lets only reading calls through. With `POST` and `CONTAINERS` (or `EXEC`) on, a client creates a container that mounts the root of the host, or runs commands in any other: the proxy then protects nothing.',
  references: [
    {
      name: 'Docker Socket Proxy: grant or revoke access',
      url: 'https://github.com/Tecnativa/docker-socket-proxy#grant-or-revoke-access-to-certain-api-sections',
    },
    {
      name: 'OWASP Docker Security, rule 1',
      url: 'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
    },
  ],
  fix: 'behavior-changing',
  formats: ['compose'],
  examples: {
    bad: [
      yaml`
        services:
          proxy:
            image: tecnativa/docker-socket-proxy:0.3.0
            environment:
              CONTAINERS: 1
              POST: 1
      `,
    ],
    good: [
      yaml`
        services:
          proxy:
            image: tecnativa/docker-socket-proxy:0.3.0
            environment:
              CONTAINERS: 1
              POST: 0
      `,
      yaml`
        services:
          proxy:
            image: tecnativa/docker-socket-proxy:0.3.0
            environment:
              - CONTAINERS=1
      `,
    ],
  },
  check(service, report) {
    if (!isKind(factsOf(service), 'socket-proxy')) return;
    const isOn = (name: string): boolean => TRUE.has(service.variable(name)?.value?.trim().toLowerCase() ?? '');
    const post = service.variable('POST');
    const what = ['CONTAINERS', 'EXEC'].find(isOn);
    if (post === undefined || what === undefined || !isOn('POST')) return;
    report({
      at: placeOfVariable(service, post),
      message: `POST with ${what} lets clients of ${quoted(service.name)} take the host over: set POST to 0`,
      path: ['services', service.name, 'environment', 'POST'],
      fixes: fixIf(
        'Set POST to 0 (clients can read, and no longer start or stop anything)',
        'behavior-changing',
        setVariable(post.keyed, '0'),
      ),
    });
  },
});
