import { portKey, portPlace, portText } from '../../subjects/compose/exposure.ts';
import { quoted } from '../../subjects/compose/names.ts';
import { runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'compose/privileged-port',
  subject: 'service',
  severity: 'low',
  category: 'exposure',
  profile: 'all',
  stages: 'production',
  summary: 'Port below 1024 is published on the host',
  fix: 'none',
  formats: ['compose'],
  check(service, report) {
    if (!runsInProduction(service)) return;
    for (const port of service.ports) {
      if (port.publishedRange === undefined || port.publishedRange.first >= 1024 || port.publishedRange.first === 0)
        continue;
      report({
        at: portPlace(port),
        message: `${quoted(service.name)} takes the privileged port ${portText(port)} of the host: use one above 1023 where you can`,
        path: ['services', service.name, 'ports', portKey(port)],
      });
    }
  },
});
