import { placeOf, quoted } from '../../subjects/compose/names.ts';
import { runsInProduction } from '../../subjects/compose/role.ts';
import { defineRule, yaml } from '../contract.ts';

export default defineRule({
  id: 'compose/shared-env-file',
  subject: 'composeFile',
  severity: 'low',
  severityBecause: 'A foothold in one container gets the secrets of all others: an easier next step.',
  category: 'secret',
  profile: 'strict',
  stages: 'production',
  thresholds: {
    services: { default: 3, description: 'services that may take the same env file before it is reported' },
  },
  summary: 'One env file gives every service the secrets of all',
  why: 'Every variable of an `env_file` is in the environment of each service that takes it: the proxy gets the database password, a third-party image the signing key. Whoever gets into the weakest of them has them all. Name the variables each service needs under `environment`.',
  references: [
    { name: 'Compose: env_file', url: 'https://docs.docker.com/reference/compose-file/services/#env_file' },
    {
      name: 'OWASP Docker Security, rule 12',
      url: 'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
    },
  ],
  fix: 'none',
  formats: ['compose'],
  examples: {
    bad: [
      yaml`
        services:
          proxy: { image: "example/proxy:1.0", env_file: .env }
          web: { image: "example/web:1.0", env_file: .env }
          db: { image: "example/db:1.0", env_file: .env }
          cache: { image: "example/cache:1.0", env_file: .env }
      `,
    ],
    good: [
      yaml`
        services:
          web: { image: "example/web:1.0", env_file: web.env }
          db: { image: "example/db:1.0", env_file: db.env }
      `,
      yaml`
        services:
          web: { image: "example/web:1.0", env_file: .env }
          worker: { image: "example/web:1.0", env_file: .env }
          cron: { image: "example/web:1.0", env_file: .env }
          queue: { image: "example/web:1.0", env_file: .env }
      `,
    ],
  },
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
