import { defineRule, yaml } from '../contract.ts';

export default defineRule({
  id: 'compose/project-name-missing',
  subject: 'composeFile',
  severity: 'low',
  severityBecause: 'Hygiene: two copies of a folder name share or lose their volumes.',
  category: 'correctness',
  profile: 'all',
  stages: 'production',
  summary: 'Project takes its name from the folder',
  why: 'Without `name` the project, and with it every volume and network, is called after its folder. A renamed or copied folder starts with empty volumes, or two projects share them. Some platforms (Portainer) refuse the key, so this rule is for whoever wants it.',
  references: [
    {
      name: 'Compose: name',
      url: 'https://docs.docker.com/reference/compose-file/version-and-name/#name-top-level-element',
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
        name: shop
        services:
          web:
            image: example/web:1.4.2
      `,
      yaml`
        name: ${'$'}{PROJECT:-shop}
        services:
          web:
            image: example/web:1.4.2
      `,
    ],
  },
  check(model, report) {
    if (model.name !== undefined || model.isOverride || !model.complete) return;
    const entry = model.root?.entry('services');
    if (entry === undefined || entry.uri !== model.uri) return;
    report({
      at: { uri: entry.uri, span: entry.keySpan },
      message: 'The project is named after its folder: a renamed folder starts with empty volumes; set name',
      path: ['name'],
    });
  },
});
