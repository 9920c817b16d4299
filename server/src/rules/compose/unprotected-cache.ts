import { fixIf } from '../../finding/fix.ts';
import { isKind } from '../../knowledge/images/lookup.ts';
import { giveEdits, openService } from '../../subjects/compose/credentials.ts';
import { keyOf, quoted } from '../../subjects/compose/names.ts';
import { isJob, isWhole, modelOf, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule, yaml } from '../contract.ts';

export default defineRule({
  id: 'compose/unprotected-cache',
  subject: 'service',
  severity: 'low',
  severityBecause:
    'A foothold in another container of the project gives sessions and queued jobs: an easier next step.',
  category: 'access',
  profile: 'strict',
  stages: 'production',
  summary: 'Cache inside the project asks for no password',
  why: 'A cache without a password trusts every container on its networks. The first one that is compromised reads sessions, changes cached pages and queues jobs that other services run. A password costs one line and stops that step.',
  references: [
    {
      name: 'Redis: security',
      url: 'https://redis.io/docs/latest/operate/oss_and_stack/management/security/',
    },
    {
      name: 'CWE-306: Missing authentication for critical function',
      url: 'https://cwe.mitre.org/data/definitions/306.html',
    },
  ],
  fix: 'behavior-changing',
  formats: ['compose'],
  examples: {
    bad: [
      yaml`
        services:
          cache:
            image: redis:7.4
      `,
    ],
    good: [
      yaml`
        services:
          cache:
            image: redis:7.4
            command: redis-server --requirepass ${'$'}{REDIS_PASSWORD:?set REDIS_PASSWORD}
      `,
      yaml`
        services:
          cache:
            image: redis:7.4
            command: redis-server /usr/local/etc/redis/redis.conf
      `,
    ],
  },
  check(service, report, context) {
    if (!isWhole(service, context) || !runsInProduction(service) || isJob(service, modelOf(context))) return;
    const open = openService(service);
    if (open === undefined || !isKind(open.facts, 'cache')) return;
    const { names, edits } = giveEdits(service, open.need);
    report({
      at: keyOf(service),
      message: `${open.facts.name} in ${quoted(service.name)} starts with ${open.need.without}; give it a password`,
      path: ['services', service.name, 'credentials'],
      fixes: fixIf(
        `Take ${names} from the environment (Compose stops until they are set; clients must log in)`,
        'behavior-changing',
        edits,
      ),
    });
  },
});
