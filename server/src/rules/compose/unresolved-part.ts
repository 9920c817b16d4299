import { defineRule, type Example, yaml } from '../contract.ts';

const withFile = (example: Example, files: Readonly<Record<string, string>>): Example => ({ ...example, files });

export default defineRule({
  id: 'compose/unresolved-part',
  subject: 'composeFile',
  severity: 'low',
  severityBecause: 'Nothing is given away; but what cannot be seen cannot be called clean.',
  category: 'correctness',
  profile: 'recommended',
  stages: 'any',
  summary: 'A part of the project could not be followed and is not checked',
  why: 'An `extends`, `include` or merge that leads nowhere hides a part of what will run. Nothing found there does not mean nothing is wrong there: rules about missing settings stay silent for the services it touches, and this finding says so once.',
  references: [
    { name: 'Compose: extends', url: 'https://docs.docker.com/reference/compose-file/services/#extends' },
    { name: 'Compose: include', url: 'https://docs.docker.com/reference/compose-file/include/' },
  ],
  fix: 'none',
  formats: ['compose'],
  examples: {
    bad: [
      yaml`
        services:
          web:
            extends:
              file: common.yml
              service: base
      `,
      yaml`
        services:
          web:
            extends: base
      `,
      yaml`
        include:
          - ${'${'}STACK}/compose.yaml
        services:
          web:
            image: example/web:1.4.2
      `,
    ],
    good: [
      withFile(
        yaml`
          services:
            web:
              extends:
                file: common.yml
                service: base
        `,
        { 'common.yml': 'services:\n  base:\n    image: example/web:1.4.2\n' },
      ),
      yaml`
        services:
          base:
            image: example/web:1.4.2
          web:
            extends: base
      `,
    ],
  },
  check(model, report) {
    for (const { at, message } of model.notes) {
      if (at.uri === model.uri) report({ at: at.span, message });
    }
  },
});
