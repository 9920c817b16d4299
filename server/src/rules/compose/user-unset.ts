import { dropsRoot } from '../../knowledge/images/lookup.ts';
import { dockerfileOf } from '../../subjects/compose/dockerfile.ts';
import { keyOf, quoted } from '../../subjects/compose/names.ts';
import { isJob, isWhole, modelOf, runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'compose/user-unset',
  subject: 'service',
  severity: 'low',
  category: 'isolation',
  profile: 'strict',
  stages: 'production',
  summary: 'Service runs as whatever user its image chose',
  fix: 'none',
  formats: ['compose'],
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
