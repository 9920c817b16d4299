import { dropsRoot } from '../../knowledge/images/lookup.ts';
import { dockerfileOf } from '../../subjects/compose/dockerfile.ts';
import { keyOf, quoted } from '../../subjects/compose/names.ts';
import { isJob, isWhole, modelOf, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule, yaml } from '../contract.ts';

export default defineRule({
  id: 'compose/user-unset',
  subject: 'service',
  severity: 'low',
  severityBecause: 'A foothold in the container may start as root in it: an easier next step.',
  category: 'isolation',
  profile: 'strict',
  stages: 'production',
  summary: 'Service runs as whatever user its image chose',
  why: 'Without `user` the image decides, and most images decide for root. Images that are known to give root up themselves, and Dockerfiles that name a user, are not reported.',
  references: [
    {
      name: 'OWASP Docker Security, rule 2',
      url: 'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
    },
    {
      name: 'CIS Docker Benchmark 1.6, 4.1',
      url: 'https://www.cisecurity.org/benchmark/docker',
    },
  ],
  fix: 'none',
  formats: ['compose'],
  examples: {
    bad: [
      yaml`
        services:
          web:
            image: example/web:1.4.2
      `,
    ],
    good: [
      yaml`
        services:
          web:
            image: example/web:1.4.2
            user: "1000:1000"
      `,
      yaml`
        services:
          db:
            image: postgres:16.4
      `,
    ],
  },
  check(service, report, context) {
    if (!isWhole(service, context) || !runsInProduction(service) || service.get('user') !== undefined) return;
    const model = modelOf(context);
    if (isJob(service, model)) return;
    if (service.build === undefined && dropsRoot(service.image?.value)) return;
    // images of LinuxServer and their kin take the user from PUID
    if (service.variable('PUID') !== undefined || service.variable('UID') !== undefined) return;
    if (service.build !== undefined) {
      const dockerfile = dockerfileOf(service, model);
      if (dockerfile === undefined || dockerfile.user !== undefined || dropsRoot(dockerfile.base)) return;
    }
    report({
      at: keyOf(service),
      message: `${quoted(service.name)} runs as the user its image chose, mostly root; name a user`,
      path: ['services', service.name, 'user'],
    });
  },
});
