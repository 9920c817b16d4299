import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule } from '../contract.ts';

export default defineRule({
  id: 'compose/shared-env-file',
  subject: 'composeFile',
  severity: 'low',
  category: 'secret',
  profile: 'strict',
  stages: 'production',
  thresholds: {
    services: { default: 3, description: 'services that may take the same env file before it is reported' },
  },
  summary: 'One env file gives every service the secrets of all',
  fix: 'none',
  formats: ['compose'],
  check(model, report, context) {
    const users = new Map<string, Map<string, string>>();
    for (const service of model.services) {
      // services of one image are one program: they share its secrets anyway
      const program = service.image?.text ?? service.build?.context?.text ?? service.name;
      for (const { path } of service.envFiles) {
        const programs = users.get(path.text) ?? new Map<string, string>();
        if (runsInProduction(service) && !programs.has(program)) programs.set(program, service.name);
        users.set(path.text, programs);
      }
    }
    for (const service of model.services) {
      for (const { path } of service.envFiles) {
        const programs = users.get(path.text);
        if (programs === undefined || programs.size <= context.threshold('services')) continue;
        const [first] = programs.values();
        if (first !== service.name) continue;
        report({
          at: placeOf(path),
          message: `${programs.size} programs, ${quoted(first)} among them, get every secret of this file: give each its own variables`,
          path: ['env_file', path.text],
        });
      }
    }
  },
});
