import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'compose/env-file-used',
  subject: 'service',
  severity: 'low',
  category: 'secret',
  profile: 'all',
  stages: 'production',
  summary: 'Service takes its variables from an env file',
  fix: 'none',
  formats: ['compose'],
  check(service, report) {
    for (const file of service.envFiles) {
      report({
        at: placeOf(file.path),
        message: `${quoted(service.name)} takes all variables of an env file: give it the ones it needs, secrets as files`,
        path: ['services', service.name, 'env_file', file.path.text],
      });
    }
  },
});
