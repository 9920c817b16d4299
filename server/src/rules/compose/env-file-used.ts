import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { defineRule, yaml } from '../contract.ts';

export default defineRule({
  id: 'compose/env-file-used',
  subject: 'service',
  severity: 'low',
  severityBecause: 'Hygiene: asked for by a benchmark.',
  category: 'secret',
  profile: 'all',
  stages: 'production',
  summary: 'Service takes its variables from an env file',
  why: 'Some policies ask that secrets come from Docker secrets or a manager and not from env files, because every variable is visible in `docker inspect` and to child processes. This rule lists the services that use one.',
  references: [
    {
      name: 'Compose: secrets',
      url: 'https://docs.docker.com/compose/how-tos/use-secrets/',
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
            env_file: web.env
      `,
    ],
    good: [
      yaml`
        services:
          web:
            image: example/web:1.4.2
            environment:
              MODE: production
      `,
      yaml`
        services:
          web:
            image: example/web:1.4.2
            secrets: [password]
        secrets:
          password:
            file: ./password.txt
      `,
    ],
  },
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
